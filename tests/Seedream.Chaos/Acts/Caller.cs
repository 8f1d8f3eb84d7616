using System.Globalization;
using System.Net;
using System.Text;
using Seedream.Chaos.Places;

namespace Seedream.Chaos.Acts;

/// <summary>A client of the HTTP API that repeats a call, at any host, until it is answered.</summary>
internal sealed class Caller(World world, IReadOnlyList<HostSlot> hosts, Random dice) : IDisposable
{
    private const int MostTries = 2000;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The same job, under the same key, however often it has to be asked for.</summary>
    public Task AskForJobAsync(string prompt, string key) => UntilAnsweredAsync(
        host =>
        {
            HttpRequestMessage request = new(HttpMethod.Post, new Uri(host, "/api/jobs")) { Content = new StringContent($$"""{"prompt": "{{prompt}}"}""", Encoding.UTF8, "application/json") };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        },
        code => code is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Created,
        $"job {key}");

    public Task UploadAsync(string name, string content) => UntilAnsweredAsync(
        host => new HttpRequestMessage(HttpMethod.Post, new Uri(host, $"/api/batches?file={name}")) { Content = new StringContent(content, Encoding.UTF8, "text/csv") },
        code => code is HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.Created,
        $"upload of {name}");

    /// <summary>One try: whether it was carried out does not matter to the caller.</summary>
    public async Task<HttpStatusCode?> TryPostAsync(string path)
    {
        try
        {
            using HttpResponseMessage answer = await _http.PostAsync(new Uri(hosts[dice.Next(hosts.Count)].Address, path), content: null);
            return answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task UntilAnsweredAsync(Func<Uri, HttpRequestMessage> request, Func<HttpStatusCode, bool> isDone, string what)
    {
        string last = "";
        for (int tries = 0; tries < MostTries; tries++)
        {
            try
            {
                using HttpRequestMessage message = request(hosts[tries % hosts.Count].Address);
                using HttpResponseMessage answer = await _http.SendAsync(message);
                if (isDone(answer.StatusCode))
                    return;
                string said = await answer.Content.ReadAsStringAsync();
                last = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode}: {said}");
                if ((int)answer.StatusCode is >= 400 and < 500 and not 408 and not 429)
                    break;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                last = exception.Message;
            }

            await Task.Delay(300);
        }

        world.Report.Violation($"{what} was never accepted: {last}");
    }
}
