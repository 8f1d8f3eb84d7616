using Seedream.Core.Intake;

namespace Seedream.Core.Tests.Intake;

internal sealed record ProblemExample(string Code, string File, byte[] Content, string Says, int? Row = null, int? Line = null, IntakeOptions? Options = null);
