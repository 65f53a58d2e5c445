using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>Names and amounts in lists of resources.</summary>
internal static class ResourceQuantityChecks
{
    public static void Amount(ErrorList errors, FieldPath list, string name, Quantity amount)
    {
        if (amount.Sign < 0 || ResourceNames.IsInteger(name))
        {
            AmountAt(errors, list.Key(name), name, amount);
        }
    }

    /// <param name="path">Of the amount itself.</param>
    public static void AmountAt(ErrorList errors, FieldPath path, string name, Quantity amount)
    {
        if (amount.Sign < 0)
        {
            errors.InvalidText(path, amount.ToString(), FieldChecks.Negative);
        }

        if (ResourceNames.IsInteger(name) && amount.MilliValue % 1000 != 0)
        {
            errors.Invalid(path, amount.ToString(), "must be an integer");
        }
    }

    /// <summary>Qualified, and standard if it has no domain. False if something was reported.</summary>
    public static bool Name(ErrorList errors, FieldPath list, string name)
    {
        if (!NameRules.IsQualifiedName(name))
        {
            NameChecks.QualifiedName(errors, list.Key(name), null, name);
            return false;
        }

        if (!name.Contains('/') && !ResourceNames.IsStandard(name))
        {
            errors.InvalidText(list.Key(name), name, "must be a standard resource type or fully qualified");
            return false;
        }

        return true;
    }

    public static void ContainerName(ErrorList errors, FieldPath list, string name)
    {
        if (name is ResourceNames.Cpu or ResourceNames.Memory)
        {
            return;
        }

        Name(errors, list, name);
        if (!name.Contains('/'))
        {
            if (!ResourceNames.IsStandardContainer(name))
            {
                errors.InvalidText(list.Key(name), name, "must be a standard resource for containers");
            }
        }
        else if (!ResourceNames.IsNative(name) && !ResourceNames.IsExtended(name))
        {
            errors.InvalidText(list.Key(name), name, "doesn't follow extended resource name standard");
        }
    }

    public static void PodName(ErrorList errors, FieldPath list, string name)
    {
        if (Name(errors, list, name) && name is not (ResourceNames.Cpu or ResourceNames.Memory) && !ResourceNames.IsHugePage(name))
        {
            errors.NotSupportedText(list.Key(name), name, "cpu", "memory");
        }
    }

    public static void QuotaName(ErrorList errors, FieldPath list, string name)
    {
        Name(errors, list, name);
        if (!name.Contains('/') && !ResourceNames.IsStandardQuota(name))
        {
            errors.InvalidText(list.Key(name), name, "must be a standard resource for quota");
        }
    }

    /// <summary>Every entry of a quota's list.</summary>
    public static void Quota(ErrorList errors, FieldPath parent, string child, ApiMap<Quantity> amounts)
    {
        if (amounts.Count == 0)
        {
            return;
        }

        var list = parent.Child(child);
        foreach (var (name, amount) in amounts)
        {
            QuotaName(errors, list, name);
            Amount(errors, list, name, amount);
        }
    }
}
