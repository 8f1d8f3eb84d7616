namespace Seedream.Simulator.Pictures;

/// <summary>Draws sky, sun and hills, all derived from one hash.</summary>
internal static class Scene
{
    public static Canvas Paint(int width, int height, ulong hash)
    {
        var canvas = new Canvas(width, height, Palette.For((hash & 0xFFFF) / 65536.0));
        Sky(canvas);
        double sunX = 0.6 + (0.3 * Part(hash, 16));
        Disc(canvas, sunX, 0.52, 0.135, Ink.Halo);
        Disc(canvas, sunX, 0.52, 0.11, Ink.Sun);
        for (int layer = 0; layer < Ink.Hills; layer++) Hills(canvas, layer, Part(hash, 24 + (8 * layer)) * Math.Tau);
        return canvas;
    }

    private static double Part(ulong hash, int shift) => ((hash >> shift) & 0xFF) / 256.0;

    private static void Sky(Canvas canvas)
    {
        for (int y = 0; y < canvas.Height; y++) canvas.Row(y).Fill((byte)(y * Ink.SkySteps / canvas.Height));
    }

    private static void Disc(Canvas canvas, double centerX, double centerY, double size, byte color)
    {
        double radius = size * Math.Min(canvas.Width, canvas.Height);
        for (int y = 0; y < canvas.Height; y++)
        {
            double half = (radius * radius) - Math.Pow(y - (centerY * canvas.Height), 2);
            if (half <= 0) continue;
            int from = (int)((centerX * canvas.Width) - Math.Sqrt(half)), to = (int)((centerX * canvas.Width) + Math.Sqrt(half));
            canvas.Row(y)[Math.Clamp(from, 0, canvas.Width)..Math.Clamp(to, 0, canvas.Width)].Fill(color);
        }
    }

    private static void Hills(Canvas canvas, int layer, double phase)
    {
        int first = Ink.Hill(layer), steps = Ink.HillSteps;
        double reach = canvas.Width / (double)Math.Max(canvas.Width, canvas.Height);
        for (int x = 0; x < canvas.Width; x++)
        {
            double at = x * reach / canvas.Width;
            double wave = (Math.Sin((at * (5 + (2 * layer))) + phase) * 0.045) + (Math.Sin((at * (13 - layer)) + (2.3 * phase)) * 0.018);
            int crest = (int)(canvas.Height * (0.60 + (0.115 * layer) + wave));
            for (int y = Math.Max(0, crest); y < canvas.Height; y++)
            {
                canvas.Cells[(y * canvas.Width) + x] = (byte)(first + Math.Min(steps - 1, (y - crest) * steps * 4 / canvas.Height));
            }
        }
    }
}
