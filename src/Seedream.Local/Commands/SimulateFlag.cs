using System.CommandLine;
using Seedream.Local.CommandLine;
using Seedream.Simulator;

namespace Seedream.Local.Commands;

/// <summary>A flag of <c>seedream simulate</c>, and the option of the simulator that it sets.</summary>
internal sealed class SimulateFlag
{
    private readonly Func<CommandSession, SimulatorOptions, SimulatorOptions> _apply;

    private SimulateFlag(string property, Option option, Func<CommandSession, SimulatorOptions, SimulatorOptions> apply) => (Property, Option, _apply) = (property, option, apply);

    /// <summary>The property of <see cref="SimulatorOptions"/>.</summary>
    public string Property { get; }

    public Option Option { get; }

    /// <summary>A flag that is on or off; <paramref name="set"/> is applied where it was given.</summary>
    public static SimulateFlag Switch(string property, string name, string description, Func<SimulatorOptions, SimulatorOptions> set)
    {
        Option<bool> option = new(name) { Description = description };
        return new SimulateFlag(property, option, (session, options) => session.Value(option) ? set(options) : options);
    }

    /// <summary>A flag with a value that is <paramref name="otherwise"/> unless given.</summary>
    public static SimulateFlag Value<T>(string property, string name, string unit, string description, T otherwise, Func<SimulatorOptions, T, SimulatorOptions> set)
    {
        Option<T> option = new(name) { HelpName = unit, Description = description, DefaultValueFactory = _ => otherwise };
        return new SimulateFlag(property, option, (session, options) => set(options, session.Value(option)!));
    }

    /// <summary>A flag with a value that may be left out.</summary>
    public static SimulateFlag Maybe<T>(string property, string name, string unit, string description, Func<SimulatorOptions, T, SimulatorOptions> set)
    {
        Option<T?> option = new(name) { HelpName = unit, Description = description };
        return new SimulateFlag(property, option, (session, options) => session.Value(option) is { } value ? set(options, value) : options);
    }

    public SimulatorOptions Apply(CommandSession session, SimulatorOptions options) => _apply(session, options);
}
