using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

internal readonly record struct ContainerView(string Name, SecurityContext? Security, ApiList<ContainerPort> Ports);
