namespace Seedream.Core.Previewing;

/// <summary>A small picture: three bytes a pixel (red, green, blue), row after row.</summary>
internal sealed record Raster(int Width, int Height, byte[] Pixels);
