using System.Reflection;
using Microsoft.Extensions.Logging;
using Seedream.Core.Storage;
using Seedream.Local.Running;

namespace Seedream.Local.Tests.Telemetry;

/// <summary>What every log message has to keep to.</summary>
public sealed class LogEventTests
{
    private static readonly string[] Secrets = ["Prompt", "Token", "Secret", "Url", "Signature", "Body"];

    [Fact]
    public void Every_event_id_is_given_once()
    {
        IEnumerable<IGrouping<int, string>> shared = Messages().GroupBy(message => message.Event.EventId, message => message.Where).Where(group => group.Count() > 1);

        Assert.Empty(shared.Select(group => $"{group.Key}: {string.Join(", ", group)}"));
    }

    [Fact]
    public void No_message_has_a_place_for_a_prompt_or_a_secret() =>
        Assert.Empty(Messages().Where(message => Array.Exists(Secrets, secret => message.Event.Message.Contains($"{{{secret}", StringComparison.OrdinalIgnoreCase))).Select(message => message.Where));

    private static List<(LoggerMessageAttribute Event, string Where)> Messages()
    {
        List<(LoggerMessageAttribute, string)> messages =
        [
            .. from assembly in new[] { typeof(PipelineStorage).Assembly, typeof(InProcessRunner).Assembly, typeof(Seedream.Api.ApiOptions).Assembly }
               from type in assembly.GetTypes()
               from method in type.GetMethods(BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
               let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
               where attribute is not null
               select (attribute, $"{type.Name}.{method.Name}"),
        ];
        Assert.True(messages.Count > 15);
        return messages;
    }
}
