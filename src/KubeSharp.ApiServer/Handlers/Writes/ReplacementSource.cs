using KubeSharp.Api;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>A PUT: the new object is the body, whatever there was.</summary>
internal sealed class ReplacementSource(ApiObject body, bool createsMissing) : IObjectSource
{
    public bool CreatesMissing => createsMissing;

    public bool TracksFields => false;

    public string UidOfMissing => body.Metadata.UID;

    public ValueTask<ApiObject> NextAsync(ApiObject? current, CancellationToken cancellationToken) => new(body);
}
