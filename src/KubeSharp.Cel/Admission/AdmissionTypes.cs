using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Admission;

/// <summary>The types that upstream declares for variables of admission, whatever the object is.</summary>
public static class AdmissionTypes
{
    private static readonly CelType Texts = CelType.Map(CelType.String, CelType.String);

    private static readonly ObjectType GroupVersionKind = new(
        "kubernetes.GroupVersionKind", [new("group", CelType.String), new("version", CelType.String), new("kind", CelType.String)]);

    private static readonly ObjectType GroupVersionResource = new(
        "kubernetes.GroupVersionResource", [new("group", CelType.String), new("version", CelType.String), new("resource", CelType.String)]);

    public static ObjectType UserInfo { get; } = new(
        "kubernetes.UserInfo",
        [
            new("username", CelType.String), new("uid", CelType.String), new("groups", CelType.ListOfStrings),
            new("extra", CelType.Map(CelType.String, CelType.ListOfStrings)),
        ]);

    public static ObjectType Request { get; } = new(
        "kubernetes.AdmissionRequest",
        [
            new("kind", GroupVersionKind), new("resource", GroupVersionResource), new("subResource", CelType.String),
            new("requestKind", GroupVersionKind), new("requestResource", GroupVersionResource), new("requestSubResource", CelType.String),
            new("name", CelType.String), new("namespace", CelType.String), new("operation", CelType.String), new("userInfo", UserInfo),
            new("dryRun", CelType.Bool), new("options", CelType.Dyn),
        ]);

    /// <summary>The parts of a Namespace that expressions may look at.</summary>
    public static ObjectType Namespace { get; } = new(
        "kubernetes.Namespace",
        [
            new("metadata", new ObjectType(
                "kubernetes.NamespaceMetadata",
                [
                    new("name", CelType.String), new("generateName", CelType.String), new("namespace", CelType.String), new("labels", Texts),
                    new("annotations", Texts), new("UID", CelType.String), new("creationTimestamp", CelType.Timestamp),
                    new("deletionGracePeriodSeconds", CelType.Int), new("deletionTimestamp", CelType.Timestamp), new("generation", CelType.Int),
                    new("resourceVersion", CelType.String), new("finalizers", CelType.ListOfStrings),
                ])),
            new("spec", new ObjectType("kubernetes.NamespaceSpec", [new("finalizers", CelType.ListOfStrings)])),
            new("status", new ObjectType(
                "kubernetes.NamespaceStatus",
                [
                    new("phase", CelType.String),
                    new("conditions", CelType.List(new ObjectType(
                        "kubernetes.NamespaceCondition",
                        [
                            new("status", CelType.String), new("type", CelType.String), new("lastTransitionTime", CelType.Timestamp),
                            new("message", CelType.String), new("reason", CelType.String),
                        ]))),
                ])),
        ]);
}
