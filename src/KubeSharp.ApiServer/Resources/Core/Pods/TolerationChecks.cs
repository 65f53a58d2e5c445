using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Tolerations, of pods and runtime classes, and taint effects.</summary>
internal static class TolerationChecks
{
    public static void Validate(ErrorList errors, FieldPath parent, ApiList<Toleration> tolerations)
    {
        for (var i = 0; i < tolerations.Count; i++)
        {
            One(errors, parent, i, tolerations[i]);
        }
    }

    public static void Effect(ErrorList errors, FieldPath parent, string child, string effect)
    {
        if (effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
        {
            errors.NotSupportedText(parent.Child(child), effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }

    private static void One(ErrorList errors, FieldPath parent, int index, Toleration toleration)
    {
        var path = parent.Child("tolerations").Index(index);
        if (toleration.Key.Length > 0)
        {
            NameChecks.QualifiedName(errors, path, "key", toleration.Key);
        }
        else if (toleration.Operator != "Exists")
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

        switch (toleration.Operator)
        {
            case "" or "Equal":
                if (!NameRules.IsLabelValue(toleration.Value))
                {
                    errors.InvalidText(path.Child("operator"), toleration.Value, string.Join(";", NameMessages.LabelValue(toleration.Value)));
                }

                break;
            case "Exists":
                if (toleration.Value.Length > 0)
                {
                    errors.InvalidText(path.Child("operator"), toleration.Value, "value must be empty when `operator` is 'Exists'");
                }

                break;
            default:
                errors.NotSupportedText(path.Child("operator"), toleration.Operator, "Equal", "Exists");
                break;
        }

        if (toleration.Effect.Length > 0)
        {
            Effect(errors, path, "effect", toleration.Effect);
        }
    }
}
