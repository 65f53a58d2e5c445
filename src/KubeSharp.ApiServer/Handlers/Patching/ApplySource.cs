using KubeSharp.Api;
using KubeSharp.ApiServer.Apply;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Patching;

/// <summary>A server-side apply: merges a configuration and creates what is missing.</summary>
internal sealed class ApplySource(FieldManagers fieldManagers, RequestContext context, ResourceEndpoint endpoint, PatchRequest patch) : IObjectSource
{
    public bool CreatesMissing => context.Info.Subresource.Length == 0;

    public bool TracksFields => true;

    public bool ChecksUid => false;

    public async ValueTask<ApiObject> NextAsync(ApiObject? current, CancellationToken cancellationToken)
    {
        var warnings = patch.Options.FieldValidation == "Ignore" ? null : new DecodeWarnings();
        var request = new ApplyRequest
        {
            Context = context,
            Resource = endpoint.Resource,
            Current = current,
            Configuration = patch.Body,
            Force = patch.Options.Force == true,
            DecodeWarnings = warnings,
        };
        var value = await fieldManagers.ApplyAsync(request, cancellationToken).ConfigureAwait(false);
        if (warnings is { Messages.Count: > 0 })
        {
            BodyDecoder.Report(warnings, endpoint.Type, patch.Options.FieldValidation, context);
        }

        ObjectIdentity.CheckName(context, value);
        return current is null && value.Metadata.UID.Length > 0 ? throw WriteErrors.NothingWithUid(endpoint.Resource, value.Metadata) : value;
    }
}
