namespace Seedream.Local.Terminals;

/// <summary>Colours where there are any.</summary>
internal sealed class Ink(bool enabled)
{
    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Red(string text) => Paint("31", text);

    public string Green(string text) => Paint("32", text);

    public string Yellow(string text) => Paint("33", text);

    public string Cyan(string text) => Paint("36", text);

    private string Paint(string code, string text) => enabled && text.Length > 0 ? $"\u001b[{code}m{SafeText.Of(text)}\u001b[0m" : text;
}
