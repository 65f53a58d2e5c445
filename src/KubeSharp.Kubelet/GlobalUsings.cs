// CRI and the API share these names. The API's are meant; CRI's are written with their namespace.
global using Container = KubeSharp.Api.Core.V1.Container;
global using ContainerState = KubeSharp.Api.Core.V1.ContainerState;
global using ContainerStatus = KubeSharp.Api.Core.V1.ContainerStatus;
global using PodIP = KubeSharp.Api.Core.V1.PodIP;
global using Protocol = KubeSharp.Api.Core.V1.Protocol;
