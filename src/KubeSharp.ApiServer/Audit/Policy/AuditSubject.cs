using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Audit.Policy;

/// <summary>What a policy decides on.</summary>
internal readonly record struct AuditSubject(UserInfo User, RequestInfo Info);
