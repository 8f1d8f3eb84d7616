namespace Seedream.Core.RunComfy;

/// <summary>
/// The API's reference to a request. It becomes part of URLs, so only <c>[A-Za-z0-9_-]{1,128}</c> is one (the rule of the
/// vendor's own clients).
/// </summary>
public static class RequestId
{
    public static bool IsValid(string? id)
    {
        if (id is not { Length: >= 1 and <= 128 })
            return false;
        foreach (char c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        }

        return true;
    }
}
