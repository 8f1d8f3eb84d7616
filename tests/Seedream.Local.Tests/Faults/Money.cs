using System.Globalization;

namespace Seedream.Local.Tests.Faults;

/// <summary>What a row cost, in US dollars: by the simulator's books, as the results report it, and what they report as open.</summary>
internal readonly record struct Money(decimal Books, decimal Reported, decimal Open)
{
    /// <summary>The books lie between what is reported and that with what is open; so they are equal where nothing is open.</summary>
    public bool IsRight => Reported <= Books && Books <= Reported + Open;

    /// <summary>As the matrix says it, in cents.</summary>
    public override string ToString() => Books == Reported && Open == 0
        ? Cents(Books)
        : $"{Cents(Books)}: {Cents(Reported)} reported, {Cents(Open)} open";

    private static string Cents(decimal usd) => string.Create(CultureInfo.InvariantCulture, $"{usd * 100:0.##} ¢");
}
