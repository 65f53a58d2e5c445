using KubeSharp.ApiServer.Resources.Autoscaling;
using KubeSharp.ApiServer.Resources.Discovery;
using KubeSharp.ApiServer.Resources.DynamicResources;
using KubeSharp.ApiServer.Resources.Events;
using KubeSharp.ApiServer.Resources.Flowcontrol;
using KubeSharp.ApiServer.Resources.Networking;
using KubeSharp.ApiServer.Resources.Policy;
using AdmissionV1 = KubeSharp.Api.Admissionregistration.V1;
using AdmissionV1Alpha1 = KubeSharp.Api.Admissionregistration.V1alpha1;
using AdmissionV1Beta1 = KubeSharp.Api.Admissionregistration.V1beta1;
using BatchV1 = KubeSharp.Api.Batch.V1;
using BatchV1Beta1 = KubeSharp.Api.Batch.V1beta1;
using CertificatesV1Alpha1 = KubeSharp.Api.Certificates.V1alpha1;
using CertificatesV1Beta1 = KubeSharp.Api.Certificates.V1beta1;
using CoordinationV1Alpha2 = KubeSharp.Api.Coordination.V1alpha2;
using CoordinationV1Beta1 = KubeSharp.Api.Coordination.V1beta1;
using FlowV1 = KubeSharp.Api.Flowcontrol.V1;
using FlowV1Beta1 = KubeSharp.Api.Flowcontrol.V1beta1;
using NetworkingV1 = KubeSharp.Api.Networking.V1;
using NetworkingV1Beta1 = KubeSharp.Api.Networking.V1beta1;
using ResourceV1 = KubeSharp.Api.Resource.V1;
using ResourceV1Alpha3 = KubeSharp.Api.Resource.V1alpha3;
using ResourceV1Beta1 = KubeSharp.Api.Resource.V1beta1;
using ResourceV1Beta2 = KubeSharp.Api.Resource.V1beta2;
using StorageV1 = KubeSharp.Api.Storage.V1;
using StorageV1Beta1 = KubeSharp.Api.Storage.V1beta1;

namespace KubeSharp.ApiServer.Resources.Versions;

/// <summary>The converters of the built-in resources: to versions that are served, and to older ones that objects can be stored in.</summary>
internal static class BuiltinConverters
{
    private const string Admission = "admissionregistration.k8s.io";
    private const string Dynamic = "resource.k8s.io";
    private const string FlowControl = "flowcontrol.apiserver.k8s.io";

    /// <summary>Adds them by the group version and resource that they convert to.</summary>
    public static void AddTo(Dictionary<(string Group, string Version, string Resource), IVersionConverter> converters)
    {
        converters.Add(("events.k8s.io", "v1", "events"), new EventConverter());
        converters.Add(("autoscaling", "v1", "horizontalpodautoscalers"), new HorizontalPodAutoscalerConverter());
        converters.Add(("certificates.k8s.io", "v1alpha1", "clustertrustbundles"), new AlikeConverter<CertificatesV1Beta1.ClusterTrustBundle, CertificatesV1Alpha1.ClusterTrustBundle>());
        converters.Add(("coordination.k8s.io", "v1alpha2", "leasecandidates"), new AlikeConverter<CoordinationV1Beta1.LeaseCandidate, CoordinationV1Alpha2.LeaseCandidate>());
        converters.Add(("networking.k8s.io", "v1beta1", "ipaddresses"), new AlikeConverter<NetworkingV1.IPAddress, NetworkingV1Beta1.IPAddress>());
        converters.Add(("networking.k8s.io", "v1beta1", "servicecidrs"), new AlikeConverter<NetworkingV1.ServiceCIDR, NetworkingV1Beta1.ServiceCIDR>());
        converters.Add(("storage.k8s.io", "v1beta1", "volumeattributesclasses"), new AlikeConverter<StorageV1.VolumeAttributesClass, StorageV1Beta1.VolumeAttributesClass>());
        converters.Add((Admission, "v1beta1", "mutatingadmissionpolicies"), new AlikeConverter<AdmissionV1.MutatingAdmissionPolicy, AdmissionV1Beta1.MutatingAdmissionPolicy>());
        converters.Add((Admission, "v1beta1", "mutatingadmissionpolicybindings"), new AlikeConverter<AdmissionV1.MutatingAdmissionPolicyBinding, AdmissionV1Beta1.MutatingAdmissionPolicyBinding>());
        converters.Add((Admission, "v1alpha1", "mutatingadmissionpolicies"), new AlikeConverter<AdmissionV1.MutatingAdmissionPolicy, AdmissionV1Alpha1.MutatingAdmissionPolicy>());
        converters.Add((Admission, "v1alpha1", "mutatingadmissionpolicybindings"), new AlikeConverter<AdmissionV1.MutatingAdmissionPolicyBinding, AdmissionV1Alpha1.MutatingAdmissionPolicyBinding>());
        AddDynamic(converters);
        AddStoredOnly(converters);
    }

    private static void AddDynamic(Dictionary<(string Group, string Version, string Resource), IVersionConverter> converters)
    {
        converters.Add((Dynamic, "v1beta2", "deviceclasses"), new AlikeConverter<ResourceV1.DeviceClass, ResourceV1Beta2.DeviceClass>());
        converters.Add((Dynamic, "v1beta2", "resourceclaims"), new AlikeConverter<ResourceV1.ResourceClaim, ResourceV1Beta2.ResourceClaim>());
        converters.Add((Dynamic, "v1beta2", "resourceclaimtemplates"), new AlikeConverter<ResourceV1.ResourceClaimTemplate, ResourceV1Beta2.ResourceClaimTemplate>());
        converters.Add((Dynamic, "v1beta2", "resourceslices"), new AlikeConverter<ResourceV1.ResourceSlice, ResourceV1Beta2.ResourceSlice>());
        converters.Add((Dynamic, "v1beta1", "deviceclasses"), new AlikeConverter<ResourceV1.DeviceClass, ResourceV1Beta1.DeviceClass>());
        converters.Add((Dynamic, "v1beta1", "resourceclaims"), new ResourceClaimConverter());
        converters.Add((Dynamic, "v1beta1", "resourceclaimtemplates"), new ResourceClaimTemplateConverter());
        converters.Add((Dynamic, "v1beta1", "resourceslices"), new ResourceSliceConverter());
        converters.Add((Dynamic, "v1alpha3", "devicetaintrules"), new AlikeConverter<ResourceV1Beta2.DeviceTaintRule, ResourceV1Alpha3.DeviceTaintRule>());
    }

    /// <summary>Versions that are not served any more, and that servers before 1.22 or 1.25 store.</summary>
    private static void AddStoredOnly(Dictionary<(string Group, string Version, string Resource), IVersionConverter> converters)
    {
        converters.Add(("batch", "v1beta1", "cronjobs"), new AlikeConverter<BatchV1.CronJob, BatchV1Beta1.CronJob>());
        converters.Add(("discovery.k8s.io", "v1beta1", "endpointslices"), new EndpointSliceConverter());
        converters.Add(("networking.k8s.io", "v1beta1", "ingresses"), new IngressConverter());
        converters.Add(("policy", "v1beta1", "poddisruptionbudgets"), new PodDisruptionBudgetConverter());
        converters.Add((FlowControl, "v1beta1", "flowschemas"), new AlikeConverter<FlowV1.FlowSchema, FlowV1Beta1.FlowSchema>());
        converters.Add((FlowControl, "v1beta1", "prioritylevelconfigurations"), new PriorityLevelConfigurationConverter());
    }
}
