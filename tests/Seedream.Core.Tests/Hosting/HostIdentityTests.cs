using System.Diagnostics;
using System.Globalization;
using Seedream.Core.Hosting;

namespace Seedream.Core.Tests.Hosting;

/// <summary>A process is known to be dead only when it certainly is: else its reservations are left alone.</summary>
public sealed class HostIdentityTests
{
    [Fact]
    public void IsKnownDead_ForThisProcess_IsFalse() => Assert.False(HostIdentity.IsKnownDead(HostIdentity.Current.ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("a/b/c/d")]
    [InlineData("elsewhere/1/1")]
    [InlineData("elsewhere/2147483647/1")]
    public void IsKnownDead_ForWhatIsNotOfThisMachine_IsFalse(string? identity) => Assert.False(HostIdentity.IsKnownDead(identity));

    [Fact]
    public void IsKnownDead_ForAProcessIdUsedAgain_IsTrue() =>
        Assert.True(HostIdentity.IsKnownDead((HostIdentity.Current with { Start = "1" }).ToString()));

    [Fact]
    public void IsKnownDead_ForAKilledChild_IsTrueEvenAsAZombie()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // The shell never waits for its child, so that one stays a zombie when it is killed.
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "sleep 600 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        try
        {
            int child = int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            string identity = (HostIdentity.Current with { ProcessId = child, Start = StartOf(child) }).ToString();
            Assert.False(HostIdentity.IsKnownDead(identity));

            using Process sleeping = Process.GetProcessById(child);
            sleeping.Kill();

            Assert.True(SpinWait.SpinUntil(() => HostIdentity.IsKnownDead(identity), TimeSpan.FromSeconds(20)));
            Assert.Contains(") Z ", File.ReadAllText($"/proc/{child}/stat"), StringComparison.Ordinal);
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    private static string StartOf(int process)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }
}
