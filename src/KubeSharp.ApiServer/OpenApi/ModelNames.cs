using KubeSharp.Api;
using KubeSharp.Api.Custom;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>The published names of models that are no records, and of records.</summary>
internal static class ModelNames
{
    public const string Time = "io.k8s.apimachinery.pkg.apis.meta.v1.Time";
    public const string MicroTime = "io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime";
    public const string Duration = "io.k8s.apimachinery.pkg.apis.meta.v1.Duration";
    public const string Patch = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch";
    public const string FieldsV1 = "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1";
    public const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    public const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    public const string RawExtension = "io.k8s.apimachinery.pkg.runtime.RawExtension";
    public const string AnyJson = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON";

    private const string ApiExtensions = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";

    public static string Of(StructSchema schema) => schema.OpenApiName ?? schema.GoName;

    /// <summary>The lists of a custom kind.</summary>
    public static string OfList(CustomKind kind) => Of(kind.Type.Schema)[..^kind.Type.Kind.Length] + kind.ListType.Kind;

    /// <summary>The model of a value that is no record and no plain type; null for those.</summary>
    public static string? OfSpecial(StructSchema owner, FieldSchema field, TypeShape shape) => shape switch
    {
        TypeShape.Time => Time,
        TypeShape.MicroTime => MicroTime,
        TypeShape.Duration => Duration,
        TypeShape.Quantity => Quantity,
        TypeShape.IntOrString => IntOrString,
        TypeShape.RawJson when field.Name == "fieldsV1" => FieldsV1,
        TypeShape.RawJson when owner.OpenApiName == ApiExtensions => AnyJson,
        TypeShape.RawJson => RawExtension,
        _ => null,
    };
}
