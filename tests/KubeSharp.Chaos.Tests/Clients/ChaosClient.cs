using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>A client that makes a new connection, perhaps to another server, when one fails it.</summary>
/// <param name="servers">A balancer, or the servers themselves.</param>
internal sealed class ChaosClient(IReadOnlyList<IPEndPoint> servers, Random random) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // A server that is down refuses at once.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private HttpClient _http = NewHttp();
    private IPEndPoint _server = servers[random.Next(servers.Count)];

    /// <summary>How often there was each answer.</summary>
    public Dictionary<HttpStatusCode, int> Codes { get; } = [];

    /// <summary>What was said to be wrong, of what only a mistake of somebody can be.</summary>
    public HashSet<string> Surprises { get; } = [];

    /// <summary>By a new connection: one that hangs would take the next requests too, and a balancer chooses once for each.</summary>
    public void Move()
    {
        _http.Dispose();
        _http = NewHttp();
        _server = servers[random.Next(servers.Count)];
    }

    /// <summary>The code and the body; code 0 if there was no answer.</summary>
    public async Task<(HttpStatusCode Code, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            using var request = new HttpRequestMessage(method, new Uri($"https://{_server}/{path}")) { Version = HttpVersion.Version20 };
            if (body is not null)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            }

            using var response = await _http.SendAsync(request, limit.Token);
            var answer = await response.Content.ReadAsStringAsync(limit.Token);
            Count(response.StatusCode);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.InternalServerError)
            {
                Surprises.Add($"{method} {path}: {answer}");
            }

            return (response.StatusCode, JsonNode.Parse(answer));
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            Count(0);
            await LeaveAsync();
            return (0, null);
        }
    }

    /// <summary>The lines of a watch, until it breaks or is silent for too long.</summary>
    public async IAsyncEnumerable<JsonNode> WatchAsync(string path)
    {
        using var limit = new CancellationTokenSource();
        StreamReader? reader = null;
        try
        {
            while (true)
            {
                JsonNode change;
                try
                {
                    limit.CancelAfter(Patience);
                    reader ??= new StreamReader(await _http.GetStreamAsync(new Uri($"https://{_server}/{path}"), limit.Token));
                    if (await reader.ReadLineAsync(limit.Token) is not { } line)
                    {
                        break;
                    }

                    change = JsonNode.Parse(line)!;
                }
                catch (Exception failure) when (IsLoss(failure) || failure is JsonException)
                {
                    break;
                }

                yield return change;
            }
        }
        finally
        {
            reader?.Dispose();
            await LeaveAsync();
        }
    }

    public void Dispose() => _http.Dispose();

    public static HttpClient NewHttp()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerFiles.Token);
        return http;
    }

    private void Count(HttpStatusCode code) => Codes[code] = Codes.GetValueOrDefault(code) + 1;

    /// <summary>Whether that is how a connection fails. A socket that is reset while HttpClient looks at it fails as a socket.</summary>
    public static bool IsLoss(Exception failure) => failure is HttpRequestException or IOException or OperationCanceledException or SocketException;

    private async Task LeaveAsync()
    {
        Move();
        await Task.Delay(Pause, TimeProvider.System);
    }
}
