namespace Seedream.Simulator.Pictures;

/// <summary>Which palette entries mean what.</summary>
internal static class Ink
{
    public const int SkySteps = 150;
    public const byte Halo = 150;
    public const byte Sun = 151;
    public const int Hills = 3;
    public const int HillSteps = 30;
    public const byte Light = 250;
    public const byte Shadow = 251;
    public const byte Soft = 252;

    public static int Hill(int layer) => 156 + (layer * HillSteps);
}
