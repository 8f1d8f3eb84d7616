namespace Seedream.Core.RunComfy;

/// <summary>What can be sent as a bearer token: visible ASCII without spaces.</summary>
internal static class ApiToken
{
    public static bool IsValid(string? token)
    {
        ReadOnlySpan<char> text = token.AsSpan().Trim();
        return text.Length is > 0 and <= 8192 && !text.ContainsAnyExceptInRange('!', '~');
    }
}
