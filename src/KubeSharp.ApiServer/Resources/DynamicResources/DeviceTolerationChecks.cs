using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Taints of devices and their tolerations (KEP-5055).</summary>
internal static class DeviceTolerationChecks
{
    private const int Max = 16;

    public static void Tolerations(ErrorList errors, FieldPath parent, ApiList<DeviceToleration> tolerations)
    {
        var list = parent.Child("tolerations");
        DeviceNameChecks.Limit(errors, list, tolerations.Count, Max);
        for (var i = 0; i < tolerations.Count; i++)
        {
            Toleration(errors, list.Index(i), tolerations[i]);
        }
    }

    public static void Taints(ErrorList errors, FieldPath parent, ApiList<DeviceTaint> taints)
    {
        var list = parent.Child("taints");
        DeviceNameChecks.Limit(errors, list, taints.Count, Max);
        for (var i = 0; i < taints.Count; i++)
        {
            Taint(errors, list.Index(i), taints[i].Key, taints[i].Value, taints[i].Effect);
        }
    }

    public static void Taint(ErrorList errors, FieldPath path, string key, string value, string effect)
    {
        if (key.Length == 0)
        {
            errors.Required(path.Child("key"), "");
        }
        else
        {
            NameChecks.QualifiedName(errors, path, "key", key);
        }

        NameChecks.LabelValue(errors, path, "value", value);
        FieldChecks.RequiredOneOf(errors, path, "effect", effect, "NoExecute", "NoSchedule", "None");
    }

    private static void Toleration(ErrorList errors, FieldPath path, DeviceToleration toleration)
    {
        if (toleration.Key.Length > 0)
        {
            NameChecks.QualifiedName(errors, path, "key", toleration.Key);
        }

        switch (toleration.Operator)
        {
            case "Exists":
                if (toleration.Value.Length > 0)
                {
                    errors.InvalidText(path.Child("value"), toleration.Value, "must be empty for operator `Exists`");
                }

                break;
            case "Equal":
                NameChecks.LabelValue(errors, path, "value", toleration.Value);
                break;
            default:
                FieldChecks.RequiredOneOf(errors, path, "operator", toleration.Operator, "Equal", "Exists");
                break;
        }

        if (toleration.Key.Length == 0 && toleration.Operator != "Exists")
        {
            errors.InvalidText(
                path.Child("operator"),
                toleration.Operator,
                "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute")
        {
            errors.InvalidText(path.Child("effect"), toleration.Effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        if (toleration.Effect.Length > 0)
        {
            FieldChecks.OneOf(errors, path, "effect", toleration.Effect, "NoExecute", "NoSchedule");
        }
    }
}
