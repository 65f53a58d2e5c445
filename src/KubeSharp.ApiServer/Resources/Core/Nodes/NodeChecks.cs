using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Nodes;

/// <summary>Nodes.</summary>
internal static class NodeChecks
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");
    private static readonly FieldPath Status = FieldPath.Root("status");

    public static void Validate(ErrorList errors, Node node)
    {
        ObjectMetaValidation.Validate(node.Metadata, namespaced: false, NameRule.Subdomain, errors);
        Taints(errors, node.Spec.Taints);
        Resources(errors, node.Status);
        PodCidrs(errors, node.Spec.PodCIDRs);
    }

    public static void ValidateUpdate(ErrorList errors, Node node, Node old)
    {
        ObjectMetaUpdateValidation.Validate(node.Metadata, old.Metadata, errors);
        Resources(errors, node.Status);
        for (var i = 1; i < node.Status.Addresses.Count; i++)
        {
            var address = node.Status.Addresses[i];
            for (var j = 0; j < i; j++)
            {
                if (node.Status.Addresses[j] == address)
                {
                    errors.Duplicate(
                        Status.Child("addresses").Index(i),
                        ValueText.Struct(("type", ErrorList.Quote(address.Type)), ("address", ErrorList.Quote(address.Address))));
                    break;
                }
            }
        }

        if (old.Spec.PodCIDRs.Count > 0 && old.Spec.PodCIDRs != node.Spec.PodCIDRs)
        {
            errors.Forbidden(Spec.Child("podCIDRs"), "node updates may not change podCIDR except from \"\" to valid");
        }

        if (old.Spec.ProviderID.Length > 0 && old.Spec.ProviderID != node.Spec.ProviderID)
        {
            errors.Forbidden(Spec.Child("providerID"), "node updates may not change providerID except from \"\" to valid");
        }

        Taints(errors, node.Spec.Taints);
        if (node.Spec.DoNotUseExternalID != old.Spec.DoNotUseExternalID)
        {
            errors.Forbidden(Spec.Child("externalID"), "may not be updated");
        }
    }

    private static void Taints(ErrorList errors, ApiList<Taint> taints)
    {
        var seen = new NameSet();
        for (var i = 0; i < taints.Count; i++)
        {
            var taint = taints[i];
            var path = ObjectMetaValidation.Path.Child("taints").Index(i);
            NameChecks.QualifiedName(errors, path, "key", taint.Key);
            if (!NameRules.IsLabelValue(taint.Value))
            {
                errors.InvalidText(path.Child("value"), taint.Value, string.Join(";", NameMessages.LabelValue(taint.Value)));
            }

            if (taint.Effect.Length == 0)
            {
                errors.Required(path.Child("effect"), "");
            }
            else
            {
                TolerationChecks.Effect(errors, path, "effect", taint.Effect);
            }

            if (!seen.Add(taint.Effect + "/" + taint.Key))
            {
                errors.Duplicate(
                    path,
                    ValueText.Struct(
                        ("key", ErrorList.Quote(taint.Key)),
                        ("value", taint.Value.Length > 0 ? ErrorList.Quote(taint.Value) : ""),
                        ("effect", ErrorList.Quote(taint.Effect))) + ": taints must be unique by key and effect pair");
            }
        }
    }

    private static void Resources(ErrorList errors, NodeStatus status)
    {
        foreach (var (name, amount) in status.Capacity)
        {
            ResourceQuantityChecks.AmountAt(errors, Status.Child("capacity").Child(name), name, amount);
        }

        foreach (var (name, amount) in status.Allocatable)
        {
            ResourceQuantityChecks.AmountAt(errors, Status.Child("allocatable").Child(name), name, amount);
        }
    }

    private static void PodCidrs(ErrorList errors, ApiList<string> cidrs)
    {
        var list = Spec.Child("podCIDRs");
        for (var i = 0; i < cidrs.Count; i++)
        {
            IpChecks.Cidr(errors, list.Index(i), cidrs[i]);
        }

        if (cidrs.Count < 2)
        {
            return;
        }

        if (cidrs.Count > 2 || cidrs[0].Contains(':') == cidrs[1].Contains(':'))
        {
            errors.InvalidList(list, cidrs, "may specify no more than one CIDR for each IP family");
        }

        var seen = new NameSet();
        for (var i = 0; i < cidrs.Count; i++)
        {
            if (!seen.Add(cidrs[i]))
            {
                errors.DuplicateText(list.Index(i), cidrs[i]);
            }
        }
    }
}
