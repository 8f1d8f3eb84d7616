using Seedream.Core.RunComfy;

namespace Seedream.Core.Collecting;

/// <summary>The stable codes of files that could not be copied, as <see cref="CollectFailedException.Code"/> gives them.</summary>
public static class CollectCodes
{
    public const string UrlNotAllowed = "OUT001";
    public const string Redirected = "OUT002";
    public const string Refused = "OUT003";
    public const string Unavailable = "OUT004";
    public const string TimedOut = "OUT005";
    public const string TooLarge = "OUT006";
    public const string Truncated = "OUT007";
    public const string NotMedia = "OUT008";
    public const string Damaged = "OUT009";
    public const string AddressNotPublic = "OUT010";
    public const string NoOutput = "OUT011";

    public static IReadOnlyList<CodeDescription> All { get; } =
    [
        new(UrlNotAllowed, "The API gave an output URL that is not fetched: not https, or not on an allowed host.", "If the vendor moved its files, add the host to Seedream:RunComfy:OutputHosts and collect again; nothing is paid twice."),
        new(Redirected, "The file's server answered with a redirect, which is not followed.", "Collect again later; if it stays, the vendor changed how files are served."),
        new(Refused, "The file's server refused (401, 403, 404, 410, …), with a fresh URL too.", "Collect again later; the file may have expired at the vendor."),
        new(Unavailable, "The file's server could not be reached, broke off or answered 429 or 5xx, several times.", "Collect again later; nothing is paid twice."),
        new(TimedOut, "The file did not arrive in time, or its bytes stopped coming.", "Collect again later; on a slow line raise Seedream:RunComfy:DownloadTimeout."),
        new(TooLarge, "The file is larger than Seedream:RunComfy:MaxFileBytes.", "Raise Seedream:RunComfy:MaxFileBytes and collect again; nothing is paid twice."),
        new(Truncated, "The file was shorter than announced, several times.", "Collect again later; nothing is paid twice."),
        new(NotMedia, "What came is neither an image nor a video (an error page, for example).", "Collect again later; nothing is paid twice."),
        new(Damaged, "The image is incomplete or corrupt (structure or checksum).", "Collect again later; nothing is paid twice. If it stays, show the request id to the vendor: the picture was paid for."),
        new(AddressNotPublic, "The output host's name leads to an address that is not public.", "Check the DNS of this machine; collect again afterwards."),
        new(NoOutput, "The API says it succeeded but names no file, or fewer than before.", "Collect again later; if it stays, show the request id to the vendor."),
    ];
}
