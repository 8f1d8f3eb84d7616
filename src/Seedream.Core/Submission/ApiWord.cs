using Seedream.Core.Outcomes;

namespace Seedream.Core.Submission;

/// <summary>Tells an outcome that is the API's own word about a job from one that is about our questions.</summary>
internal static class ApiWord
{
    // Codes of answers that said nothing about the job, as releases before ApiFinal wrote them.
    private static readonly string[] AboutQuestions = ["API000", "API401", "API402", "API403", "API404", "API408", "API429", "API5"];

    /// <summary>True when nothing will come of the request, says the API itself.</summary>
    public static bool IsFinal(JobOutcome outcome) => outcome switch
    {
        { RequestId: null } => false,
        { ApiFinal: true, Outcome: OutcomeKind.Failed or OutcomeKind.Cancelled } => true,
        { Outcome: OutcomeKind.Cancelled, ErrorCode: JobCodes.CancelledAtApi } => true,
        { Outcome: OutcomeKind.Failed, ErrorCode: { } code } => IsAboutTheJob(code),
        _ => false,
    };

    // "It failed, and I do not say why" is a word about the job all the same.
    private static bool IsAboutTheJob(string code) => code == JobCodes.FailedWithoutReason || (
        !code.StartsWith("OUT", StringComparison.Ordinal)
        && !code.StartsWith("JOB", StringComparison.Ordinal)
        && !Array.Exists(AboutQuestions, question => code.StartsWith(question, StringComparison.Ordinal)));
}
