using System.Net;
using Seedream.Core.Collecting;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.Collecting;

public sealed class OutputUrlTests
{
    [Theory]
    [InlineData("https://playgrounds-storage-public.runcomfy.net/a/b.png?sig=x%2F1")]
    [InlineData("https://runcomfy.net/a")]
    [InlineData("https://runcomfy.net:443/a")]
    [InlineData("https://A.B.RunComfy.NET/a")]
    [InlineData("HTTPS://runcomfy.net/")]
    public void Check_HostOfTheVendor_IsFetched(string url) => Assert.Null(new OutputUrl(new RunComfyOptions()).Check(url, out _));

    [Theory]
    [InlineData("http://runcomfy.net/a")]
    [InlineData("ftp://runcomfy.net/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//runcomfy.net/a")]
    [InlineData("/a")]
    [InlineData("")]
    [InlineData("https://")]
    [InlineData("https://runcomfy.net:8443/a")]
    [InlineData("https://runcomfy.net:80/a")]
    [InlineData("https://runcomfy.net.evil.com/a")]
    [InlineData("https://evilruncomfy.net/a")]
    [InlineData("https://runcomfy.net.")]
    [InlineData("https://a.runcomfy.net./a")]
    [InlineData("https://runcomfy.netx/")]
    [InlineData("https://net/")]
    [InlineData("https://user@runcomfy.net/a")]
    [InlineData("https://user:pass@runcomfy.net/a")]
    [InlineData("https://runcomfy.net@evil.com/a")]
    [InlineData("https://evil.com/runcomfy.net")]
    [InlineData("https://evil.com?.runcomfy.net")]
    [InlineData("https://evil.com#.runcomfy.net")]
    [InlineData("https://evil.com\\.runcomfy.net/")]
    [InlineData("https://runcomfy.net\\@evil.com/")]
    [InlineData("https://evil.com\t.runcomfy.net/")]
    [InlineData(" https://runcomfy.net/")]
    [InlineData("https://runcomfy.net/a b")]
    [InlineData("https://runcomfy.net/a\r\nHost: x")]
    [InlineData("https://xn--runcomfy-net.com/")]
    [InlineData("https://runcоmfy.net/")]
    [InlineData("https://xn--runcmfy-qjg.net/")]
    [InlineData("https://evil。runcomfy.net.evil.com/")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://127.0.0.1/a")]
    [InlineData("https://localhost/a")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://[::1]/a")]
    [InlineData("https://[::ffff:10.0.0.1]/a")]
    [InlineData("https://@runcomfy.net/a")]
    [InlineData("HTTPS://@RunComfy.net")]
    [InlineData("https://runcomfy.net\ud83d/a")]
    [InlineData("http://2130706433\ud83d")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("javascript:alert(1)")]
    public void Check_AnythingElse_IsRefused(string url) => Assert.NotNull(new OutputUrl(new RunComfyOptions()).Check(url, out _));

    [Theory]
    [InlineData("http://2130706433\ud83d")]
    [InlineData("//\u202e/")]
    [InlineData("https://\u202e/")]
    public void Check_HostThatIsNoName_IsRefusedBesideASimulatorToo(string url) =>
        Assert.NotNull(new OutputUrl(new RunComfyOptions { BaseUrl = new Uri("http://127.0.0.1:8189") }).Check(url, out _));

    [Fact]
    public void Check_UrlThatCarriesTheToken_IsRefused()
    {
        OutputUrl urls = new(new RunComfyOptions { ApiToken = "rc_secret-token/0123" });

        Assert.NotNull(urls.Check("https://runcomfy.net/rc_secret-token%2F0123/a.png", out _));
        Assert.Null(urls.Check("https://runcomfy.net/rc/a.png", out _));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/a", true)]
    [InlineData("https://localhost:5001/a", true)]
    [InlineData("http://[::1]:5000/a", true)]
    [InlineData("https://runcomfy.net/a", true)]
    [InlineData("http://user@127.0.0.1:5000/a", false)]
    [InlineData("http://10.0.0.1:5000/a", false)]
    [InlineData("http://localhost.evil.com/a", false)]
    [InlineData("ftp://127.0.0.1/a", false)]
    public void Check_ApiOnThisMachine_AllowsItsFiles(string url, bool fetched) =>
        Assert.Equal(fetched, new OutputUrl(new RunComfyOptions { BaseUrl = new("http://127.0.0.1:1") }).Check(url, out _) is null);

    [Fact]
    public void Check_OwnHosts_ReplaceTheDefault()
    {
        var options = new RunComfyOptions();
        options.OutputHosts.Add("CDN.example.com");
        Assert.Null(new OutputUrl(options).Check("https://x.cdn.example.com/a", out _));
        Assert.NotNull(new OutputUrl(options).Check("https://runcomfy.net/a", out _));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.127.255.255", false)]
    [InlineData("127.0.0.2", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("64:ff9b::a00:1", false)]
    public void PublicAddress_ByRegistry_IsTold(string address, bool expected) =>
        Assert.Equal(expected, PublicAddress.Is(IPAddress.Parse(address)));
}
