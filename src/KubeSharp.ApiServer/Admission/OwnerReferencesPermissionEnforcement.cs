using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authorization;

namespace KubeSharp.ApiServer.Admission;

/// <summary>
/// Off by default. Owner references may be changed only by those who may delete the object, and an owner's deletion blocked only by
/// those who may set the owner's finalizers.
/// </summary>
internal sealed class OwnerReferencesPermissionEnforcement(IAuthorizer authorizer) : IValidatingAdmissionPlugin
{
    public string Name => "OwnerReferencesPermissionEnforcement";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public async ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is not ApiObject value || context.Subresource == "status")
        {
            return;
        }

        var owners = value.Metadata.OwnerReferences;
        var before = (context.OldObject as ApiObject)?.Metadata.OwnerReferences ?? default;
        if (owners == before)
        {
            return;
        }

        if (context.OldObject is not null && !await MayAsync(context, Attributes(context, "delete"), cancellationToken))
        {
            throw context.Forbidden("cannot set an ownerRef on a resource you can't delete: ");
        }

        foreach (var owner in owners)
        {
            if (owner.BlockOwnerDeletion == true && !before.Contains(owner))
            {
                await CheckOwnerAsync(context, owner, cancellationToken);
            }
        }
    }

    private async ValueTask CheckOwnerAsync(AdmissionContext context, OwnerReference owner, CancellationToken cancellationToken)
    {
        var resource = ApiResources.All.FirstOrDefault(candidate => candidate.ApiVersion == owner.APIVersion && candidate.Kind == owner.Kind)
            ?? throw context.Forbidden(
                $"cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion {owner.APIVersion} Kind {owner.Kind}");
        var attributes = new AuthorizerAttributes
        {
            User = context.Request.User,
            Verb = "update",
            IsResourceRequest = true,
            Namespace = resource.Namespaced ? context.Namespace : "",
            ApiGroup = resource.Group,
            ApiVersion = resource.Version,
            Resource = resource.Name,
            Subresource = "finalizers",
            Name = owner.Name,
        };
        if (!await MayAsync(context, attributes, cancellationToken))
        {
            throw context.Forbidden("cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: ");
        }
    }

    private async ValueTask<bool> MayAsync(AdmissionContext context, AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        (await authorizer.AuthorizeAsync(attributes, cancellationToken)).Allowed;

    private static AuthorizerAttributes Attributes(AdmissionContext context, string verb) => new()
    {
        User = context.Request.User,
        Verb = verb,
        IsResourceRequest = true,
        Namespace = context.Namespace,
        ApiGroup = context.Resource.Group,
        ApiVersion = context.Resource.Version,
        Resource = context.Resource.Name,
        Name = context.Name,
    };
}
