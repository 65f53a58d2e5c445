using KubeSharp.Client.Http;

namespace KubeSharp.Client.Tests.Http;

/// <summary>A token that is replaced by another one when it is refused.</summary>
internal sealed class TwoTokens : IBearerTokens
{
    public string Now { get; set; } = "old";

    public string Next { get; set; } = "new";

    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => new(Now);

    public bool Drop(string token)
    {
        Now = Next;
        return true;
    }
}
