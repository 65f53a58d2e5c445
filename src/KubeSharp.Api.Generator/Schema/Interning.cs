namespace KubeSharp.Api.Generator.Schema;

/// <summary>Which strings repeat from object to object and are worth interning.</summary>
internal static class Interning
{
    private static readonly HashSet<string> Repeating =
    [
        "apiGroup", "apiVersion", "component", "container", "containerName", "device", "effect", "fieldPath", "fieldsType",
        "fsType", "group", "host", "hostIP", "hostname", "image", "imageID", "key", "kind", "labelSelector", "manager", "matchPolicy",
        "mountPath", "namespace", "node", "nodeName", "operation", "operator", "path", "priorityClassName", "reason",
        "reportingComponent", "reportingController", "reportingInstance", "resource", "runtimeClassName", "scheme", "schedulerName",
        "scope", "secretName", "serviceAccount", "serviceAccountName", "serviceName", "status", "subPath", "subresource",
        "terminationMessagePath", "topologyKey", "type", "value", "version", "volumeName", "whenUnsatisfiable", "workingDir",
    ];

    /// <summary>Structs whose name field is unique to each object.</summary>
    private static readonly HashSet<string> UniqueNames = ["ObjectMeta", "ObjectReference", "OwnerReference", "NodeAddress"];

    private static readonly HashSet<string> RepeatingMaps = ["labels", "matchLabels", "nodeSelector", "selector", "overhead"];

    public static bool Wanted(StructDef owner, FieldDef field) =>
        field.Type.Named is not null and not "UID"
        || Repeating.Contains(field.Json)
        || (field.Json == "name" && !UniqueNames.Contains(owner.Name))
        || (field.Type.Shape == Shape.Map && RepeatingMaps.Contains(field.Json));
}
