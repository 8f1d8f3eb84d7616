namespace Seedream.Simulator.Pictures;

/// <summary>A file up to its padding, and where in it the compressed pixels lie.</summary>
internal sealed record PictureCore(byte[] Bytes, int PixelsAt, int PixelBytes);
