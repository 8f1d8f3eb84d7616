using System.Text;
using Seedream.Core.RunComfy;

namespace Seedream.Core.Tests.RunComfy;

public sealed class JsonFuzzTests
{
    private static readonly string[] Seeds =
    [
        """{"request_id":"r1","status":"succeeded","output":{"image":"https://a/1","images":["https://a/2"]},"created_at":"2026-05-01T10:00:00Z","finished_at":1777629600,"cost":0.03,"queue_position":3}""",
        """{"error_code":400002,"error_message":"low","detail":[{"loc":["a"],"msg":"b"}],"error":{"code":"x","message":{"message":"y"}}}""",
        """{"status":"failed","error":[[[[[["deep"]]]]]],"outcome":"cancelled","balance_usd":"1e400","base_price_usd":-1}""",
        "{\"status\":\"\\ud800\",\"request_id\":\"\\udfff\",\"error\":\"\\ud83d\"}",
    ];

    private static readonly string[] Splices = ["null", "{}", "[]", "\"", "\\ud800", "1e999", "-", "\u0000", ",", "{\"error\":", "[[[[[[[[", "99999999999999999999"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task AnyCall_MutatedBody_EndsInAnAnswerOrARunComfyException(int seed)
    {
        var random = new Random(seed);
        int answers = 0;
        for (int i = 0; i < 1500; i++)
        {
            using var api = new ApiFixture();
            byte[] body = Mutate(Seeds[random.Next(Seeds.Length)], random);
            int status = random.Next(4) == 0 ? random.Next(200, 600) : 200;
            api.Network.Answer(status, body).Answer(status, body);
            try
            {
                await api.CallAsync((ApiCall)random.Next(6));
                answers++;
            }
            catch (RunComfyException e)
            {
                Assert.DoesNotContain(e.Message, char.IsControl);
            }
        }

        Assert.InRange(answers, 1, 1499);
    }

    private static byte[] Mutate(string seed, Random random)
    {
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(seed));
        for (int n = random.Next(5); n > 0; n--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)' ');
        }

        return [.. bytes];
    }
}
