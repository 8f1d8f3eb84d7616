using System.Globalization;
using Seedream.Api.Problems;
using Seedream.Core.Storage;

namespace Seedream.Api.Requests;

/// <summary>The name of an uploaded file: shown, part of the batch's identity, never a path.</summary>
internal static class UploadName
{
    private const int Longest = 150;

    public static string Of(string? given, string extension)
    {
        // Some browsers send the whole path.
        string name = given is null ? "" : given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (name.Length == 0)
            return $"upload{extension}";
        if (!Path.HasExtension(name))
            name += extension;
        if (name.Length > Longest || !ObjectName.IsValid(name))
            throw new ApiException(HttpCodes.BadParameter, string.Create(CultureInfo.InvariantCulture, $"expected a file name of at most {Longest} characters without control characters or any of :*?\"<>|, found {Shown.Text(name)}"));
        return name;
    }
}
