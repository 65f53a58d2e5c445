using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Patching;

/// <summary>An update by a patch that edits the current object.</summary>
internal sealed class DocumentPatchSource(RequestContext context, PatchRequest patch) : IObjectSource
{
    public bool CreatesMissing => false;

    public bool TracksFields => false;

    public bool ChecksUid => false;

    public ValueTask<ApiObject> NextAsync(ApiObject? current, CancellationToken cancellationToken)
    {
        var value = (ApiObject)DocumentPatch.Apply(context, patch, current!);
        ObjectIdentity.CheckName(context, value);
        return new(value);
    }
}
