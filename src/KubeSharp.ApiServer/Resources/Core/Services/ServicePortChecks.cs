using System.Globalization;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>spec.ports of a service.</summary>
internal static class ServicePortChecks
{
    public static void Validate(ErrorList errors, FieldPath spec, ServiceSpec service)
    {
        var names = new NameSet();
        for (var i = 0; i < service.Ports.Count; i++)
        {
            var port = service.Ports[i];
            var path = spec.Child("ports").Index(i);
            if (port.Name.Length > 0)
            {
                NameChecks.Dns1123Label(errors, path, "name", port.Name);
                if (!names.Add(port.Name))
                {
                    errors.DuplicateText(path.Child("name"), port.Name);
                }
            }
            else if (service.Ports.Count > 1)
            {
                errors.Required(path.Child("name"), "");
            }

            FieldChecks.Port(errors, path, "port", port.Port);
            FieldChecks.RequiredOneOf(errors, path, "protocol", port.Protocol, "SCTP", "TCP", "UDP");
            FieldChecks.PortOrName(errors, path, "targetPort", port.TargetPort);
            if (port.AppProtocol is { } protocol)
            {
                NameChecks.QualifiedName(errors, path, "appProtocol", protocol);
            }
        }
    }

    public static void Duplicates(ErrorList errors, FieldPath spec, ServiceSpec service)
    {
        var ports = service.Ports;
        for (var i = 0; i < ports.Count && service.Type == "ClusterIP"; i++)
        {
            if (ports[i].NodePort != 0)
            {
                errors.Forbidden(spec.Child("ports").Index(i).Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            }
        }

        var nodePorts = new NameSet();
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i].NodePort != 0 && !nodePorts.Add(ports[i].Protocol + "/" + ports[i].NodePort))
            {
                errors.Duplicate(spec.Child("ports").Index(i).Child("nodePort"), ports[i].NodePort.ToString(CultureInfo.InvariantCulture));
            }
        }

        var seen = new NameSet();
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports.Count > 1 && !seen.Add(ports[i].Protocol + "/" + ports[i].Port))
            {
                errors.Duplicate(
                    spec.Child("ports").Index(i),
                    ValueText.Struct(
                        ("protocol", ErrorList.Quote(ports[i].Protocol)),
                        ("port", ports[i].Port.ToString(CultureInfo.InvariantCulture)),
                        ("targetPort", "0")));
            }
        }
    }
}
