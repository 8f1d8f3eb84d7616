namespace Seedream.Core.RunComfy;

/// <summary>What can be sent as a bearer token: visible ASCII without spaces.</summary>
internal static class ApiToken
{
    private const string VaultReference = "@Microsoft.KeyVault(";

    /// <summary>
    /// The token, or null where none is given. Azure hands over the text of a Key Vault reference as it is when it cannot be
    /// resolved, such as before the secret is set: that is no token, and must not be sent as one.
    /// </summary>
    public static string? Given(string? setting) =>
        string.IsNullOrWhiteSpace(setting) || setting.TrimStart().StartsWith(VaultReference, StringComparison.OrdinalIgnoreCase) ? null : setting;

    public static bool IsValid(string? token)
    {
        ReadOnlySpan<char> text = token.AsSpan().Trim();
        return text.Length is > 0 and <= 8192 && !text.ContainsAnyExceptInRange('!', '~');
    }
}
