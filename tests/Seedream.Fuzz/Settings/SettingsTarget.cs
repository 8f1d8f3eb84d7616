using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Seedream.Api;
using Seedream.Core.Collecting;
using Seedream.Core.Drops;
using Seedream.Core.Intake;
using Seedream.Core.Notifying;
using Seedream.Core.RunComfy;
using Seedream.Core.Submission;
using Seedream.Core.Waiting;
using Seedream.Fuzz.Generation;
using Seedream.Fuzz.RunComfy;
using Seedream.Fuzz.Running;

namespace Seedream.Fuzz.Settings;

/// <summary>Settings of any values: refused with every problem named and no secret told, or within the documented ranges.</summary>
internal sealed class SettingsTarget : IFuzzTarget
{
    private const string Secret = "SECRET-that-nobody-may-see";

    private static readonly string[] Values =
    [
        "", " ", "0", "1", "-1", "15", "1e9", "2147483648", "99999999999999999999", "NaN", "true", "True", "maybe", "00:00:01", "1", "10.00:00:00", "-00:00:01", "24:00:00", "99999999.00:00:00", "Hold", "Resubmit", "7",
        "https://model-api.runcomfy.net", "http://model-api.runcomfy.net", "http://127.0.0.1:8189", "https://user:pw@host/", "https://host/?q", "//x", "/x", "ftp://x", "file:///x", "http://[::1", "runcomfy.net", "net", "1.2.3.4", "*", "a..b", "bytedance/seedream-5/lite/text-to-image", "../x", "a//b",
        "0.028", "-0.01", "79228162514264337593543950336", Secret,
    ];

    private static readonly Dictionary<string, string[]> Keys = [];

    private static readonly (string Section, Func<IConfigurationSection, ValidateOptionsResult> Read)[] Sections =
    [
        Of<IntakeOptions>(IntakeOptions.Section, new IntakeOptionsValidator(), options => Expect.That(options.MaxRows is >= 1 and <= 10_000_000 && options.MaxColumns is >= 1 and <= 1000 && options.MaxBytes >= 1024 && options.MaxCostUsd >= 0 && options.MaxCellLength >= 100, "limits of intake out of range"), "MaxRows", "MaxBytes", "MaxImages", "MaxCostUsd", "MaxPromptLength", "MaxCellLength", "MaxColumns", "RejectFileOnRowError"),
        Of<JobsOptions>(JobsOptions.Section, new JobsOptionsValidator(), options => Expect.That(options.MaxParallel is >= 1 and <= 4096 && Enum.IsDefined(options.OnUncertain) && options.MaxSubmissions is >= 1 and <= 5, "limits of jobs out of range"), "MaxParallel", "MaxPerConductor", "OnUncertain", "MaxSubmissions", "RenewAfter", "SubmitLeast"),
        Of<WaitingOptions>(WaitingOptions.Section, new WaitingOptionsValidator(), options => Expect.That(options.Grid > TimeSpan.Zero && options.Deadline >= TimeSpan.FromSeconds(10), "waits out of range"), "Deadline", "MaxInterval", "Grid", "StatusFirst"),
        Of<DropOptions>(DropOptions.Section, new DropOptionsValidator(), options => Expect.That(options.SweepEvery > TimeSpan.Zero && options.Settle >= TimeSpan.Zero && options.Quiet >= TimeSpan.Zero, "drops out of range"), "SweepEvery", "Settle", "Quiet"),
        Of<NotificationsOptions>(NotificationsOptions.Section, new NotificationsOptionsValidator(), options => Expect.That(options.WebhookUrl is null || options.WebhookUrl.Scheme == "https" || Loopback.Is(options.WebhookUrl), "a webhook without https"), "WebhookUrl", "WebhookSecret", "WebhookTimeout", "MaxTries", "FirstRetry", "Source"),
        Of<ApiOptions>(ApiOptions.Section, new ApiOptionsValidator(), options => Expect.That(string.IsNullOrEmpty(options.Key) || options.Key.Length is >= 16 and <= 200, "an API key that is too short"), "Key", "MaxWaitSeconds", "MaxJobBytes", "BalanceSeconds"),
        Of<RunComfyOptions>(RunComfyOptions.Section, new RunComfyOptionsValidator(), Check, "BaseUrl", "AccountUrl", "ApiToken", "Model", "PricePerImage", "SubmitTimeout", "CallTimeout", "OutputHosts:0", "OutputHosts:1", "MaxFileBytes", "DownloadTimeout"),
    ];

    public string Name => "settings";

    public long MostAllocated(long inputBytes) => 600_000 + (1_000 * inputBytes);

    public Task RunAsync(FuzzCase fuzz)
    {
        Dice dice = fuzz.Dice;
        (string section, Func<IConfigurationSection, ValidateOptionsResult> read) = Sections[dice.Below(Sections.Length)];
        Dictionary<string, string?> values = new(StringComparer.OrdinalIgnoreCase);
        for (int settings = dice.Size(6) + 1; settings > 0; settings--)
            values[$"{section}:{dice.Of<string>(Keys[section])}"] = dice.OneIn(5) ? Words.Text(dice) : dice.Of<string>(Values);
        string secretKey = dice.Of<string>("ApiToken", "Key", "WebhookSecret");
        values[$"{section}:{secretKey}"] = Secret + dice.Of<string>("", " ", "\n", "é", new string('x', 300));
        foreach ((string name, string? value) in values)
            fuzz.Input(name, value!);
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        try
        {
            ValidateOptionsResult result = read(configuration.GetSection(section));
            // A setting whose value anybody may see, though somebody put the secret there by mistake, is shown.
            bool isElsewhere = values.Any(value => value.Value!.Contains(Secret, StringComparison.Ordinal) && !value.Key.EndsWith(secretKey, StringComparison.OrdinalIgnoreCase));
            foreach (string problem in result.Failures ?? [])
            {
                Expect.That(isElsewhere || !problem.Contains(Secret, StringComparison.Ordinal), $"a problem tells the secret: {problem}");
                Expect.That(problem.StartsWith(section, StringComparison.Ordinal), $"a problem does not name its setting: {problem}");
            }
        }
        catch (InvalidOperationException exception) when (exception.Message.StartsWith("Failed to convert", StringComparison.Ordinal))
        {
            // The binder's own refusal of a text that is no number, time or address.
        }

        return Task.CompletedTask;
    }

    private static void Check(RunComfyOptions options)
    {
        Expect.That(options.BaseUrl.Scheme == "https" || Loopback.Is(options.BaseUrl), $"the token would go to {options.BaseUrl}");
        Expect.That(options.EffectiveAccountUrl.Scheme == "https" || Loopback.Is(options.EffectiveAccountUrl), $"the token would go to {options.EffectiveAccountUrl}");
        _ = new OutputUrl(options).Check("https://a.runcomfy.net/x.png", out _);
        using HttpClient http = new(new ScriptedNetwork(200, [], []));
        _ = new RunComfyClient(http, options, new CoolDown(FrozenTime.Instance), FrozenTime.Instance, new HeardLog<RunComfyClient>());
    }

    private static (string, Func<IConfigurationSection, ValidateOptionsResult>) Of<T>(string section, IValidateOptions<T> validator, Action<T> check, params string[] keys)
        where T : class, new()
    {
        Keys[section] = keys;
        return (section, configuration =>
        {
            T options = new();
            configuration.Bind(options);
            ValidateOptionsResult result = validator.Validate(null, options);
            if (result.Succeeded)
                check(options);
            return result;
        }
        );
    }
}
