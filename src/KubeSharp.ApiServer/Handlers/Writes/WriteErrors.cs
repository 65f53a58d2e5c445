using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>Refusals of writes that have shapes of their own.</summary>
internal static class WriteErrors
{
    public static ApiException ResourceVersionAtCreate() =>
        new(new Status { StatusValue = "Failure", Code = 500, Message = "resourceVersion should not be set on objects to be created" });

    public static ApiException ResourceVersionRequired(ResourceEndpoint endpoint, string name)
    {
        var errors = new ErrorList();
        errors.Invalid(FieldPath.Root("metadata").Child("resourceVersion"), "0x0", "must be specified for an update");
        return ApiErrors.Invalid(endpoint.Type, name, errors.Causes);
    }

    public static ApiException UidPrecondition(ApiResource resource, string name, string wanted, string actual) =>
        ApiErrors.Conflict(
            resource.Group, resource.Name, name, $"Precondition failed: UID in precondition: {wanted}, UID in object meta: {actual}");

    public static ApiException RevisionPrecondition(ApiResource resource, string name, string wanted, string actual) =>
        ApiErrors.Conflict(
            resource.Group,
            resource.Name,
            name,
            $"Precondition failed: ResourceVersion in precondition: {wanted}, ResourceVersion in object meta: {actual}");

    public static ApiException Modified(ApiResource resource, string name) => ApiErrors.Modified(resource.Group, resource.Name, name);
}
