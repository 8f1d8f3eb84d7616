using System.Collections;
using System.Globalization;
using System.Reflection;
using Seedream.Api;
using Seedream.Core.Drops;
using Seedream.Core.Intake;
using Seedream.Core.Notifying;
using Seedream.Core.Retention;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Local.Serving;
using Seedream.Local.Telemetry;
using Seedream.Local.Tests.Support;

namespace Seedream.Local.Tests.Docs;

/// <summary>docs/settings.md has a line per setting, with the default that the code has.</summary>
public sealed class SettingsDocs
{
    private static readonly object[] Options = [new RunComfyOptions(), new IntakeOptions(), new JobsOptions(), new WaitingOptions(), new NotificationsOptions(), new DropOptions(), new HousekeepingOptions(), new ServeOptions(), new ApiOptions(), new TelemetryOptions()];

    [Fact]
    public async Task Every_setting_is_documented_with_its_variable_and_default()
    {
        string[] lines = await File.ReadAllLinesAsync(Repository.File("docs/settings.md"));
        Dictionary<string, string[]> documented = lines
            .Where(line => line.StartsWith("| `Seedream:", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[0].Trim('`'), StringComparer.Ordinal);
        // The one setting that is no options class: which storage, asked before there are services.
        HashSet<string> known = ["Seedream:Storage:Account"];
        foreach (object options in Options)
        {
            string section = (string)options.GetType().GetField("Section")!.GetValue(null)!;
            foreach (PropertyInfo property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                string name = $"{section}:{property.Name}";
                known.Add(name);
                Assert.True(documented.TryGetValue(name, out string[]? cells), $"{name} is not in docs/settings.md");
                string variable = name.Replace(":", "__", StringComparison.Ordinal) + (typeof(IList).IsAssignableFrom(property.PropertyType) || property.PropertyType == typeof(IList<string>) ? "__0" : "");
                Assert.Equal($"`{variable}`", cells[1]);
                Assert.Equal(Text(property.GetValue(options)), cells[2].Trim('`'));
            }
        }

        Assert.Empty(documented.Keys.Except(known));
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        IReadOnlyCollection<string> { Count: 0 } or IList<string> { Count: 0 } => "none",
        Uri address => address.OriginalString,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
