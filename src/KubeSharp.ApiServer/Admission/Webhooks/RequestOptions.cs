using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>The options of a request by its operation: those of a patch become what the patch does.</summary>
internal static class RequestOptions
{
    private const string ApiVersion = "meta.k8s.io/v1";

    public static RawJson Encode(AdmissionContext context) => (context.Operation, context.Options) switch
    {
        (AdmissionOperation.Create, PatchOptions patch) => Encode(
            "CreateOptions", new CreateOptions { DryRun = patch.DryRun, FieldManager = patch.FieldManager, FieldValidation = patch.FieldValidation }),
        (AdmissionOperation.Create, UpdateOptions update) => Encode(
            "CreateOptions", new CreateOptions { DryRun = update.DryRun, FieldManager = update.FieldManager, FieldValidation = update.FieldValidation }),
        (AdmissionOperation.Create, CreateOptions create) => Encode("CreateOptions", create),
        (AdmissionOperation.Update, PatchOptions patch) => Encode(
            "UpdateOptions", new UpdateOptions { DryRun = patch.DryRun, FieldManager = patch.FieldManager, FieldValidation = patch.FieldValidation }),
        (AdmissionOperation.Update, UpdateOptions update) => Encode("UpdateOptions", update),
        (AdmissionOperation.Delete, DeleteOptions delete) => Encode("DeleteOptions", delete),
        _ => default,
    };

    private static RawJson Encode(string kind, ApiStruct options)
    {
        var bare = JsonCodec.EncodeBare(options).AsSpan(1);
        return new RawJson([.. Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{ApiVersion}\"{(bare.Length > 1 ? "," : "")}"), .. bare]);
    }
}
