using KubeSharp.Api;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Client.Tests.ServiceAccounts;

/// <summary>An API server that can do nothing but make service accounts and their tokens.</summary>
internal sealed class TokenIssuer : IApiTransport
{
    public HashSet<string> Accounts { get; } = [];

    public int Issued { get; private set; }

    public bool IsDown { get; set; }

    public ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new HttpRequestException("connection refused");
        }

        if (request.Body is ServiceAccount account)
        {
            Accounts.Add(account.Metadata.Namespace + "/" + account.Metadata.Name);
            return new(new ApiResponse(201, account));
        }

        var asked = (TokenRequest)request.Body!;
        Assert.Equal("token", request.Subresource);
        if (!Accounts.Contains(request.Namespace + "/" + request.Name))
        {
            throw ApiErrors.NotFound("", "serviceaccounts", request.Name);
        }

        Issued++;
        return new(new ApiResponse(201, asked with { Status = new TokenRequestStatus { Token = $"token-{Issued}" } }));
    }

    public IAsyncEnumerable<WatchEvent> WatchAsync(ApiRequest request, CancellationToken cancellationToken) => throw ApiErrors.PathNotFound();

    public ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken) => throw ApiErrors.PathNotFound();
}
