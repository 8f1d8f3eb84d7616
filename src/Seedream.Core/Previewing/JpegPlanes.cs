namespace Seedream.Core.Previewing;

/// <summary>A picture as light and two colour differences, the latter at half the density. Its edges are repeated outwards.</summary>
internal sealed class JpegPlanes
{
    private readonly int _width;
    private readonly int _height;
    private readonly int _half;
    private readonly int _halfHeight;
    private readonly float[] _light;
    private readonly float[][] _color;

    public JpegPlanes(Raster picture)
    {
        (_width, _height) = (picture.Width, picture.Height);
        (_half, _halfHeight) = ((_width + 1) / 2, (_height + 1) / 2);
        _light = new float[_width * _height];
        _color = [new float[_half * _halfHeight], new float[_half * _halfHeight]];
        int[] share = new int[_half * _halfHeight];
        for (int at = 0; at < _light.Length; at++)
        {
            (float red, float green, float blue) = (picture.Pixels[3 * at], picture.Pixels[(3 * at) + 1], picture.Pixels[(3 * at) + 2]);
            _light[at] = (0.299f * red) + (0.587f * green) + (0.114f * blue) - 128;
            int half = (at / _width / 2 * _half) + (at % _width / 2);
            _color[0][half] += (-0.168736f * red) - (0.331264f * green) + (0.5f * blue);
            _color[1][half] += (0.5f * red) - (0.418688f * green) - (0.081312f * blue);
            share[half]++;
        }

        for (int half = 0; half < share.Length; half++)
        {
            _color[0][half] /= share[half];
            _color[1][half] /= share[half];
        }
    }

    public void Light(int left, int top, float[] block) => Cut(_light, _width, _height, left, top, block);

    public void Color(int component, int left, int top, float[] block) => Cut(_color[component - 1], _half, _halfHeight, left, top, block);

    private static void Cut(float[] plane, int width, int height, int left, int top, float[] block)
    {
        for (int i = 0; i < 64; i++)
            block[i] = plane[(Math.Min(top + (i / 8), height - 1) * width) + Math.Min(left + (i % 8), width - 1)];
    }
}
