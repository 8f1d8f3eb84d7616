using System.Text;

namespace Seedream.Fuzz.Generation;

/// <summary>Damages well-formed input: bytes changed, removed, repeated, moved, cut off, and nasty pieces put in.</summary>
internal static class Mutation
{
    private const int Largest = 64 * 1024;

    /// <summary>The bytes with some damage; about one in three comes back untouched.</summary>
    public static byte[] Sometimes(Dice dice, byte[] bytes) => dice.OneIn(3) ? bytes : Always(dice, bytes, dice.Between(1, 4));

    public static byte[] Always(Dice dice, byte[] bytes, int changes)
    {
        List<byte> changed = [.. bytes];
        for (; changes > 0; changes--)
            Change(dice, changed);
        return [.. changed];
    }

    private static void Change(Dice dice, List<byte> bytes)
    {
        int at = dice.Below(bytes.Count + 1);
        int length = Math.Min(dice.Size(64), bytes.Count - at);
        switch (dice.Below(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << dice.Below(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = dice.OneIn(3) ? dice.Of<byte>(0, 0xFF, 0x0A, 0x0D, 0x22, 0x2C, 0x7F, 0x80, 0xC0, 0xED, 0xF4, 0xFE) : dice.Byte();
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3 when bytes.Count < Largest:
                bytes.InsertRange(dice.Below(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                List<byte> moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(dice.Below(bytes.Count + 1), moved);
                break;
            case 5 when dice.OneIn(3):
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                byte[] noise = new byte[dice.Size(16)];
                dice.Fill(noise);
                bytes.InsertRange(at, noise);
                break;
            default:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(dice.Of<string>(Words.Nasty)));
                break;
        }
    }
}
