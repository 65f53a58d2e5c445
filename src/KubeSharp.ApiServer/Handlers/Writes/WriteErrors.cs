using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Writes;

/// <summary>Refusals of writes that have shapes of their own.</summary>
internal static class WriteErrors
{
    public static ApiException ResourceVersionAtCreate() =>
        new(new Status { StatusValue = "Failure", Code = 500, Message = "resourceVersion should not be set on objects to be created" });

    /// <summary>The answer to text that no server has ever given as a resource version.</summary>
    public static ApiException NotARevision(string text) => new(new Status
    {
        StatusValue = "Failure",
        Code = 500,
        Message = $"strconv.ParseUint: parsing {ErrorList.Quote(text)}: invalid syntax",
    });

    /// <summary>Names the resource where other refusals name the kind, as upstream's does.</summary>
    public static ApiException ResourceVersionRequired(ResourceEndpoint endpoint, string name)
    {
        var errors = new ErrorList();
        errors.Invalid(FieldPath.Root("metadata").Child("resourceVersion"), "0x0", "must be specified for an update");
        return ApiErrors.Invalid(endpoint.Resource.Group, endpoint.Resource.Name, name, errors.Causes);
    }

    /// <summary>An apply names the uid of an object that is not there.</summary>
    public static ApiException NothingWithUid(ApiResource resource, ObjectMeta meta) => ApiErrors.Conflict(
        resource.Group,
        resource.Name,
        meta.Name,
        $"uid mismatch: the provided object specified uid {meta.UID}, and no existing object was found");

    /// <summary>The uid of an update stands for a precondition.</summary>
    public static ApiException UidPrecondition(ResourceEndpoint endpoint, string ns, string name, string wanted, string actual) => ApiErrors.Conflict(
        endpoint.Resource.Group,
        endpoint.Resource.Name,
        name,
        $"StorageError: invalid object, Code: 4, Key: {endpoint.Store.KeyOf(ns, name)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: " +
        $"UID in precondition: {wanted}, UID in object meta: {actual}");

    public static ApiException UidOfDelete(ApiResource resource, string name, string wanted, string actual) => ApiErrors.Conflict(
        resource.Group,
        resource.Kind,
        name,
        $"the UID in the precondition ({wanted}) does not match the UID in record ({actual}). The object might have been deleted and then recreated");

    public static ApiException RevisionOfDelete(ApiResource resource, string name, string wanted, string actual) => ApiErrors.Conflict(
        resource.Group,
        resource.Kind,
        name,
        $"the ResourceVersion in the precondition ({wanted}) does not match the ResourceVersion in record ({actual}). The object might have been modified");

    public static ApiException Modified(ApiResource resource, string name) => ApiErrors.Modified(resource.Group, resource.Name, name);
}
