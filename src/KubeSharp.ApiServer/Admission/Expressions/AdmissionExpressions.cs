using KubeSharp.Cel;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Types;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>What the expressions of webhooks and policies may refer to. The order of the variables is that of <see cref="AdmissionValues"/>.</summary>
internal static class AdmissionExpressions
{
    public const string Variables = "variables";

    private static readonly ObjectType GroupVersionKind = new(
        "kubernetes.GroupVersionKind", [new("group", CelType.String), new("version", CelType.String), new("kind", CelType.String)]);

    private static readonly ObjectType GroupVersionResource = new(
        "kubernetes.GroupVersionResource", [new("group", CelType.String), new("version", CelType.String), new("resource", CelType.String)]);

    private static readonly ObjectType UserInfo = new(
        "kubernetes.UserInfo",
        [
            new("username", CelType.String), new("uid", CelType.String), new("groups", CelType.ListOfStrings),
            new("extra", CelType.Map(CelType.String, CelType.ListOfStrings)),
        ]);

    private static readonly ObjectType Request = new(
        "kubernetes.AdmissionRequest",
        [
            new("kind", GroupVersionKind), new("resource", GroupVersionResource), new("subResource", CelType.String),
            new("requestKind", GroupVersionKind), new("requestResource", GroupVersionResource), new("requestSubResource", CelType.String),
            new("name", CelType.String), new("namespace", CelType.String), new("operation", CelType.String), new("userInfo", UserInfo),
            new("dryRun", CelType.Bool), new("options", CelType.Dyn),
        ]);

    /// <summary>Of webhooks, and of policies without parameters.</summary>
    public static CelEnvironment WithoutParams { get; } = CelEnvironment.Kubernetes.With(
        ("object", CelType.Dyn),
        ("oldObject", CelType.Dyn),
        ("request", Request),
        ("namespaceObject", CelType.Dyn),
        ("authorizer", AuthorizerValue.AuthorizerType),
        ("authorizer.requestResource", AuthorizerValue.ResourceCheckType));

    public static CelEnvironment WithParams { get; } = WithoutParams.With(("params", CelType.Dyn));
}
