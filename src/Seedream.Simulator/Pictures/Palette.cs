namespace Seedream.Simulator.Pictures;

/// <summary>The colours of one picture: a sky between two related hues, a pale sun, hills that darken towards the front.</summary>
internal static class Palette
{
    public static byte[] For(double hue)
    {
        byte[] palette = new byte[256 * 3];
        for (int i = 0; i < Ink.SkySteps; i++)
        {
            double t = i / (Ink.SkySteps - 1.0);
            Set(palette, i, hue + (0.16 * t), 0.62 - (0.08 * t), 0.34 + (0.42 * t));
        }
        Set(palette, Ink.Halo, hue + 0.15, 0.65, 0.80);
        Set(palette, Ink.Sun, hue + 0.16, 0.85, 0.90);
        for (int layer = 0; layer < Ink.Hills; layer++)
        {
            for (int i = 0; i < Ink.HillSteps; i++)
            {
                double t = i / (Ink.HillSteps - 1.0);
                Set(palette, Ink.Hill(layer) + i, hue + 0.10 - (0.05 * layer), 0.42, 0.46 - (0.13 * layer) - (0.07 * t));
            }
        }
        Set(palette, Ink.Light, hue, 0.3, 0.98);
        Set(palette, Ink.Shadow, hue, 0.55, 0.18);
        Set(palette, Ink.Soft, hue, 0.4, 0.90);
        return palette;
    }

    private static void Set(byte[] palette, int index, double hue, double saturation, double lightness)
    {
        for (int channel = 0; channel < 3; channel++)
        {
            // The common short form of HSL to RGB.
            double k = ((channel switch { 0 => 0, 1 => 8, _ => 4 }) + ((hue - Math.Floor(hue)) * 12)) % 12;
            double value = lightness - (saturation * Math.Min(lightness, 1 - lightness) * Math.Clamp(Math.Min(k - 3, 9 - k), -1, 1));
            palette[(index * 3) + channel] = (byte)Math.Round(value * 255);
        }
    }
}
