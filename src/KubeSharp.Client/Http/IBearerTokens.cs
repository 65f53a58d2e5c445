namespace KubeSharp.Client.Http;

/// <summary>Where a transport takes its bearer token from. Safe for concurrent use.</summary>
public interface IBearerTokens
{
    /// <summary>A token that is good now; empty for none.</summary>
    ValueTask<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server does not accept this token. Returns whether another one may be had.</summary>
    bool Drop(string token);
}
