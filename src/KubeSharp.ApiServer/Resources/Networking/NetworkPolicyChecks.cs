using KubeSharp.Api;
using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>The spec of a network policy.</summary>
internal static class NetworkPolicyChecks
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Validate(ErrorList errors, NetworkPolicySpec spec)
    {
        LabelSelectorChecks.Validate(errors, Spec, "podSelector", spec.PodSelector);
        for (var i = 0; i < spec.Ingress.Count; i++)
        {
            var path = Spec.Child("ingress").Index(i);
            Ports(errors, path, spec.Ingress[i].Ports);
            Peers(errors, path, "from", spec.Ingress[i].From);
        }

        for (var i = 0; i < spec.Egress.Count; i++)
        {
            var path = Spec.Child("egress").Index(i);
            Ports(errors, path, spec.Egress[i].Ports);
            Peers(errors, path, "to", spec.Egress[i].To);
        }

        if (spec.PolicyTypes.Count > 2)
        {
            errors.InvalidList(Spec.Child("policyTypes"), spec.PolicyTypes, "may not specify more than two policyTypes");
            return;
        }

        for (var i = 0; i < spec.PolicyTypes.Count; i++)
        {
            if (spec.PolicyTypes[i] is not ("Ingress" or "Egress"))
            {
                errors.NotSupportedText(Spec.Child("policyTypes").Index(i), spec.PolicyTypes[i], "Egress", "Ingress");
            }
        }
    }

    private static void Ports(ErrorList errors, FieldPath rule, ApiList<NetworkPolicyPort> ports)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var path = rule.Child("ports").Index(i);
            if (port.Protocol is not ("TCP" or "UDP" or "SCTP"))
            {
                errors.NotSupportedText(path.Child("protocol"), port.Protocol ?? "", "SCTP", "TCP", "UDP");
            }

            if (port.Port is { } value)
            {
                FieldChecks.PortOrName(errors, path, "port", value);
            }

            if (port.EndPort is { } end)
            {
                EndPort(errors, path, port.Port, end);
            }
        }
    }

    private static void EndPort(ErrorList errors, FieldPath path, IntOrString? port, int end)
    {
        if (port is not { } start)
        {
            errors.InvalidNumber(path.Child("endPort"), end, "may not be specified when `port` is not specified");
        }
        else if (start.IsString)
        {
            errors.InvalidNumber(path.Child("endPort"), end, "may not be specified when `port` is non-numeric");
        }
        else
        {
            if (end < start.IntValue)
            {
                errors.InvalidNumber(path.Child("endPort"), end, "must be greater than or equal to `port`");
            }

            FieldChecks.Port(errors, path, "endPort", end);
        }
    }

    private static void Peers(ErrorList errors, FieldPath rule, string field, ApiList<NetworkPolicyPeer> peers)
    {
        for (var i = 0; i < peers.Count; i++)
        {
            var peer = peers[i];
            var path = rule.Child(field).Index(i);
            LabelSelectorChecks.Validate(errors, path, "podSelector", peer.PodSelector);
            LabelSelectorChecks.Validate(errors, path, "namespaceSelector", peer.NamespaceSelector);
            if (peer.IPBlock is { } block)
            {
                Block(errors, path.Child("ipBlock"), block);
            }

            if (peer is { PodSelector: null, NamespaceSelector: null, IPBlock: null })
            {
                errors.Required(path, "must specify a peer");
            }
            else if (peer.IPBlock is not null && (peer.PodSelector is not null || peer.NamespaceSelector is not null))
            {
                errors.Forbidden(path, "may not specify both ipBlock and another peer");
            }
        }
    }

    private static void Block(ErrorList errors, FieldPath path, IPBlock block)
    {
        if (block.CIDR.Length == 0)
        {
            errors.Required(path.Child("cidr"), "");
            return;
        }

        if (!IpChecks.Cidr(errors, path.Child("cidr"), block.CIDR))
        {
            return;
        }

        IpChecks.TryParseCidr(block.CIDR, out var network, out var length);
        for (var i = 0; i < block.Except.Count; i++)
        {
            var except = path.Child("except").Index(i);
            if (IpChecks.Cidr(errors, except, block.Except[i]) && IpChecks.TryParseCidr(block.Except[i], out var inner, out var innerLength) &&
                (innerLength <= length || !Contains(network, length, inner)))
            {
                errors.InvalidText(except, block.Except[i], "must be a strict subset of `cidr`");
            }
        }
    }

    private static bool Contains(System.Net.IPAddress network, int length, System.Net.IPAddress address)
    {
        var left = network.GetAddressBytes();
        var right = address.GetAddressBytes();
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var bit = 0; bit < length; bit++)
        {
            var mask = 0x80 >> (bit % 8);
            if ((left[bit / 8] & mask) != (right[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }
}
