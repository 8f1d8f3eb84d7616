using System.Runtime.InteropServices;

namespace Seedream.Core.Storage.Folders;

/// <summary>Error numbers of the operating systems, as <see cref="Exception.HResult"/> carries them.</summary>
internal static class ErrorCodes
{
    // The same on Linux and macOS.
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotDirectory = 20;
    public const int Invalid = 22;
    private const int InputOutput = 5;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;

    private static readonly bool Mac = OperatingSystem.IsMacOS();

    public static int WouldBlock { get; } = Mac ? 35 : 11;

    public static bool IsFull(int code) => OperatingSystem.IsWindows()
        ? (code & 0xFFFF) is 112 or 39
        : code == NoSpace || code == (Mac ? 69 : 122);

    public static bool IsReadOnly(int code) => OperatingSystem.IsWindows() ? (code & 0xFFFF) == 19 : code == ReadOnly;

    public static bool IsDeviceFault(int code) => OperatingSystem.IsWindows() ? (code & 0xFFFF) is 23 or 1117 : code == InputOutput;

    public static bool IsUnsupported(int code) => Mac ? code is 45 or 78 or 102 : code is 38 or 95;

    /// <summary>
    /// True when a file could not be made for want of its directory. .NET tells that from a missing file by a second look, so
    /// when somebody makes the directory in between, it blames the file.
    /// </summary>
    public static bool IsMissingDirectory(IOException exception) => exception is DirectoryNotFoundException or FileNotFoundException;

    public static IOException ToException(int error, string path) =>
        new($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'", error);
}
