using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeSharp.Chaos.Tests;

/// <summary>A client that goes to another server when one fails it.</summary>
internal sealed class ChaosClient(IReadOnlyList<Uri> servers, Random random) : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    // A server that is down refuses at once.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient _http = NewHttp();

    public Uri Server { get; private set; } = servers[random.Next(servers.Count)];

    public void Move() => Server = servers[random.Next(servers.Count)];

    /// <summary>The code and the body; code 0 if there was no answer.</summary>
    public async Task<(HttpStatusCode Code, JsonNode? Body)> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            using var request = new HttpRequestMessage(method, new Uri(Server, path)) { Version = HttpVersion.Version20 };
            if (body is not null)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            }

            using var response = await _http.SendAsync(request, limit.Token);
            return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token)));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            Move();
            await Task.Delay(Pause, TimeProvider.System);
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
                    reader ??= new StreamReader(await _http.GetStreamAsync(new Uri(Server, path), limit.Token));
                    if (await reader.ReadLineAsync(limit.Token) is not { } line)
                    {
                        break;
                    }

                    change = JsonNode.Parse(line)!;
                }
                catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or System.Text.Json.JsonException)
                {
                    break;
                }

                yield return change;
            }
        }
        finally
        {
            reader?.Dispose();
            Move();
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient NewHttp()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        var http = new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServerFiles.Token);
        return http;
    }
}
