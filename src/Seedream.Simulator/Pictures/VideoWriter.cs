using System.Buffers.Binary;
using System.Text;

namespace Seedream.Simulator.Pictures;

/// <summary>Writes something that has a video's type and boxes, and nothing to look at: clients of this simulator are about images.</summary>
internal static class VideoWriter
{
    private const int FrameBytes = 20_000;

    public static PictureFile Write(PictureFacts facts)
    {
        byte[] frames = new byte[FrameBytes];
        Seeded.Fill(frames, Seeded.Hash(facts.Index, facts.RequestId));
        byte[] head = Box("ftyp", "isom\0\0\0\0isomiso2mp41"u8);
        byte[] data = Box("mdat", frames);
        return new PictureFile(new PictureCore([.. head, .. data], head.Length + 8, frames.Length), [Box("free", [])], "video/mp4");
    }

    private static byte[] Box(string type, ReadOnlySpan<byte> data)
    {
        byte[] box = new byte[data.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        Encoding.ASCII.GetBytes(type, box.AsSpan(4));
        data.CopyTo(box.AsSpan(8));
        return box;
    }
}
