namespace KubeSharp.Client.Tests.Http;

/// <summary>A server made of a function.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, byte[], HttpResponseMessage> answer) : HttpMessageHandler
{
    public List<(HttpRequestMessage Message, byte[] Body)> Seen { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        Seen.Add((request, body));
        return answer(request, body);
    }
}
