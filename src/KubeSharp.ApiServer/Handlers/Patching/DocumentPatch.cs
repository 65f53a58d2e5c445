using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers.Patching;

/// <summary>JSON patch (RFC 6902), merge patch (RFC 7396) and strategic merge patch: edits of an object's JSON.</summary>
internal static class DocumentPatch
{
    /// <returns>The patched object, of the same kind.</returns>
    /// <exception cref="ApiException">400 for what is no patch, 413 for one of too many operations, 422 for one that does not fit or makes no object of the kind.</exception>
    public static ApiKind Apply(RequestContext context, PatchRequest patch, ApiKind current)
    {
        var type = current.ApiType;
        var document = Edit(patch, type, JsonCodec.Encode(WithoutOwners(patch, current)));
        var warnings = patch.Options.FieldValidation == "Ignore" ? null : new DecodeWarnings();
        ApiKind value;
        try
        {
            CheckKind(type, document);
            value = JsonCodec.Decode(type, document, warnings);
        }
        catch (DecodeException e)
        {
            throw Unusable(document, e.Message);
        }

        if (warnings is { Messages.Count: > 0 })
        {
            if (patch.Options.FieldValidation == "Strict")
            {
                throw Unusable(document, "strict decoding error: " + string.Join(", ", warnings.Messages));
            }

            foreach (var message in warnings.Messages)
            {
                context.Warn(message);
            }
        }

        return value;
    }

    /// <exception cref="DecodeException">The patch made another kind of it.</exception>
    private static void CheckKind(ApiType type, byte[] document)
    {
        var (apiVersion, kind) = JsonCodec.PeekTypeMeta(document);
        if (apiVersion != type.ApiVersion || kind != type.Kind)
        {
            var found = ApiTypes.Require(apiVersion, kind);
            throw new DecodeException(
                $"unable to decode {(found.Group.Length == 0 ? "/" : "")}{found} into *{type.Version}.{type.Kind}");
        }
    }

    private static byte[] Edit(PatchRequest patch, ApiType type, byte[] document)
    {
        try
        {
            return patch.Kind switch
            {
                PatchKind.Json => Patches.Json(document, patch.Body.Span),
                PatchKind.Merge => Patches.Merge(document, patch.Body.Span),
                _ => Patches.Strategic(document, patch.Body.Span, type.Schema),
            };
        }
        catch (PatchException e)
        {
            throw e.IsTooLarge ? ApiErrors.RequestEntityTooLarge(e.Message)
                : e.IsBare ? new ApiException(new Status { StatusValue = "Failure", Code = 500, Message = e.Message })
                : e.IsMalformed ? ApiErrors.BadRequest(patch.Kind == PatchKind.Strategic ? e.Message : "error decoding patch: " + e.Message)
                : DoesNotApply();
        }
    }

    /// <summary>Upstream does not say what of the patch does not fit.</summary>
    private static ApiException DoesNotApply() => new(new Status
    {
        StatusValue = "Failure",
        Code = 422,
        Reason = StatusReason.Invalid,
        Message = "the server rejected our request due to an error in our request",
        Details = new StatusDetails(),
    });

    /// <summary>
    /// The owners of fields are a good part of the document, and every update carries them over from the current object. Only a patch that
    /// names them has to see them.
    /// </summary>
    private static ApiKind WithoutOwners(PatchRequest patch, ApiKind current) =>
        current is ApiObject value && patch.Body.Span.IndexOf("managedFields"u8) < 0
            ? value with { Metadata = value.Metadata with { ManagedFields = default } }
            : current;

    private static ApiException Unusable(byte[] document, string reason)
    {
        var errors = new ErrorList();
        errors.Invalid(FieldPath.Root("patch"), ErrorList.Quote(Encoding.UTF8.GetString(document)), reason);
        return ApiErrors.Invalid("", "", "", errors.Causes);
    }
}
