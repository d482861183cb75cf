#include "dotnet/section_schema.h"

#include <algorithm>
#include <iterator>

namespace shirlint::dotnet {
namespace {

constexpr AttributeSchema text(std::string_view name) { return {name}; }
constexpr AttributeSchema text_key(std::string_view name) {
  return {name, ValueKind::text, {}, {}, true};
}
constexpr AttributeSchema boolean(std::string_view name) { return {name, ValueKind::boolean}; }
constexpr AttributeSchema uri(std::string_view name) { return {name, ValueKind::absolute_uri}; }
constexpr AttributeSchema int32(std::string_view name, ValueRange range = ValueRange::any) {
  return {name, ValueKind::int32, {}, {}, false, range};
}
constexpr AttributeSchema span(std::string_view name, ValueRange range = ValueRange::any) {
  return {name, ValueKind::time_span, {}, {}, false, range};
}
constexpr AttributeSchema loose(std::string_view name, std::string_view type,
                                std::string_view names) {
  return {name, ValueKind::loose_enum, type, names};
}
constexpr AttributeSchema strict(std::string_view name, std::string_view type,
                                 std::string_view names) {
  return {name, ValueKind::strict_enum, type, names};
}
constexpr AttributeSchema word(std::string_view name, std::string_view converter,
                               std::string_view names) {
  return {name, ValueKind::known_word, converter, names};
}

// system.net/defaultProxy
constexpr AttributeSchema proxy_attributes[] = {
    loose("autoDetect", "AutoDetectValues", "Unspecified|False|True"),
    uri("scriptLocation"),
    loose("bypassonlocal", "BypassOnLocalValues", "Unspecified|False|True"),
    uri("proxyaddress"),
    loose("usesystemdefault", "UseSystemDefaultValues", "Unspecified|False|True"),
};
constexpr AttributeSchema module_attributes[] = {text("type")};
constexpr AttributeSchema bypass_attributes[] = {text_key("address")};
constexpr AttributeSchema default_proxy_attributes[] = {
    boolean("enabled"),
    boolean("useDefaultCredentials"),
};
constexpr ElementSchema proxy{"proxy", "ProxyElement", proxy_attributes, {}};
constexpr ElementSchema module{"module", "ModuleElement", module_attributes, {}};
constexpr ElementSchema bypass{"add", "BypassElement", bypass_attributes, {}};
constexpr ElementSchema bypass_list{"bypasslist", "BypassElementCollection", {}, {}, &bypass,
                                    false};
constexpr const ElementSchema* default_proxy_children[] = {&bypass_list, &module, &proxy};
constexpr ElementSchema default_proxy{"defaultProxy", "DefaultProxySection",
                                      default_proxy_attributes, default_proxy_children};

// Sections that are one collection.
constexpr AttributeSchema connection_attributes[] = {text_key("address"), int32("maxconnection")};
constexpr ElementSchema connection{"add", "ConnectionManagementElement", connection_attributes, {}};
constexpr ElementSchema connection_management{
    "connectionManagement", "ConnectionManagementSection", {}, {}, &connection, true};
constexpr AttributeSchema request_module_attributes[] = {text_key("prefix"), text("type")};
constexpr ElementSchema request_module{
    "add", "WebRequestModuleElement", request_module_attributes, {}};
constexpr ElementSchema web_request_modules{
    "webRequestModules", "WebRequestModulesSection", {}, {}, &request_module, true};
constexpr AttributeSchema authentication_module_attributes[] = {text_key("type")};
constexpr ElementSchema authentication_module{
    "add", "AuthenticationModuleElement", authentication_module_attributes, {}};
constexpr ElementSchema authentication_modules{
    "authenticationModules", "AuthenticationModulesSection", {}, {}, &authentication_module, true};

// system.net/settings
constexpr AttributeSchema http_web_request_attributes[] = {
    int32("maximumResponseHeadersLength"),
    int32("maximumErrorResponseLength"),
    int32("maximumUnauthorizedUploadLength"),
    boolean("useUnsafeHeaderParsing"),
};
constexpr AttributeSchema enabled_attributes[] = {boolean("enabled")};
constexpr AttributeSchema service_point_attributes[] = {
    boolean("checkCertificateName"),
    boolean("checkCertificateRevocationList"),
    int32("dnsRefreshTimeout", ValueRange::timeout),
    boolean("enableDnsRoundRobin"),
    strict("encryptionPolicy", "EncryptionPolicy",
           "RequireEncryption|AllowNoEncryption|NoEncryption"),
    boolean("expect100Continue"),
    boolean("useNagleAlgorithm"),
};
constexpr AttributeSchema socket_attributes[] = {
    boolean("alwaysUseCompletionPortsForConnect"),
    boolean("alwaysUseCompletionPortsForAccept"),
    strict("ipProtectionLevel", "IPProtectionLevel",
           "Unrestricted|EdgeRestricted|Restricted|Unspecified"),
};
constexpr AttributeSchema proxy_script_attributes[] = {
    int32("autoConfigUrlRetryInterval", ValueRange::not_negative),
    span("downloadTimeout", ValueRange::positive_span),
    span("executionTimeout"),
};
constexpr AttributeSchema http_listener_attributes[] = {boolean("unescapeRequestUrl")};
constexpr AttributeSchema timeout_attributes[] = {
    span("entityBody", ValueRange::listener_span),
    span("drainEntityBody", ValueRange::listener_span),
    span("requestQueue", ValueRange::listener_span),
    span("idleConnection", ValueRange::listener_span),
    span("headerWait", ValueRange::listener_span),
    {"minSendBytesPerSecond", ValueKind::int64, {}, {}, false, ValueRange::unsigned_32},
};
constexpr AttributeSchema web_utility_attributes[] = {
    word("unicodeDecodingConformance", "EnumTypeConverter`1", "Auto|Strict|Compat|Loose"),
    word("unicodeEncodingConformance", "EnumTypeConverter`1", "Auto|Strict|Compat"),
};
constexpr AttributeSchema windows_authentication_attributes[] = {
    int32("defaultCredentialsHandleCacheSize"),
};
constexpr ElementSchema http_web_request{
    "httpWebRequest", "HttpWebRequestElement", http_web_request_attributes, {}};
constexpr ElementSchema ipv6{"ipv6", "Ipv6Element", enabled_attributes, {}};
constexpr ElementSchema service_point_manager{
    "servicePointManager", "ServicePointManagerElement", service_point_attributes, {}};
constexpr ElementSchema socket{"socket", "SocketElement", socket_attributes, {}};
constexpr ElementSchema web_proxy_script{
    "webProxyScript", "WebProxyScriptElement", proxy_script_attributes, {}};
constexpr ElementSchema performance_counters{
    "performanceCounters", "PerformanceCountersElement", enabled_attributes, {}};
constexpr ElementSchema listener_timeouts{
    "timeouts", "HttpListenerTimeoutsElement", timeout_attributes, {}};
constexpr const ElementSchema* http_listener_children[] = {&listener_timeouts};
constexpr ElementSchema http_listener{"httpListener", "HttpListenerElement",
                                      http_listener_attributes, http_listener_children};
constexpr ElementSchema web_utility{"webUtility", "WebUtilityElement", web_utility_attributes, {}};
constexpr ElementSchema windows_authentication{
    "windowsAuthentication", "WindowsAuthenticationElement", windows_authentication_attributes, {}};
constexpr const ElementSchema* settings_children[] = {
    &http_web_request,       &ipv6,
    &service_point_manager,  &socket,
    &web_proxy_script,       &performance_counters,
    &http_listener,          &web_utility,
    &windows_authentication,
};
constexpr ElementSchema settings{"settings", "SettingsSection", {}, settings_children};

// system.net/requestCaching and mailSettings/smtp
constexpr std::string_view cache_levels =
    "Default|BypassCache|CacheOnly|CacheIfAvailable|Revalidate|Reload|NoCacheNoStore";
constexpr AttributeSchema http_cache_attributes[] = {
    span("maximumAge"),
    span("maximumStale"),
    span("minimumFresh"),
    {"policyLevel", ValueKind::strict_enum, "HttpRequestCacheLevel",
     "Default|BypassCache|CacheOnly|CacheIfAvailable|Revalidate|Reload|NoCacheNoStore|"
     "CacheOrNextCacheOnly|Refresh"},
};
constexpr AttributeSchema ftp_cache_attributes[] = {
    strict("policyLevel", "RequestCacheLevel", cache_levels),
};
constexpr AttributeSchema request_caching_attributes[] = {
    strict("defaultPolicyLevel", "RequestCacheLevel", cache_levels),
    boolean("disableAllCaching"),
    boolean("isPrivateCache"),
    span("unspecifiedMaximumAge"),
};
constexpr ElementSchema http_cache{
    "defaultHttpCachePolicy", "HttpCachePolicyElement", http_cache_attributes, {}};
constexpr ElementSchema ftp_cache{
    "defaultFtpCachePolicy", "FtpCachePolicyElement", ftp_cache_attributes, {}};
constexpr const ElementSchema* request_caching_children[] = {&http_cache, &ftp_cache};
constexpr ElementSchema request_caching{"requestCaching", "RequestCachingSection",
                                        request_caching_attributes, request_caching_children};
constexpr AttributeSchema network_attributes[] = {
    boolean("defaultCredentials"),   text("host"),     text("clientDomain"), text("password"),
    int32("port", ValueRange::port), text("userName"), text("targetName"),   boolean("enableSsl"),
};
constexpr AttributeSchema pickup_attributes[] = {text("pickupDirectoryLocation")};
constexpr AttributeSchema smtp_attributes[] = {
    text("from"),
    word("deliveryMethod", "SmtpDeliveryMethodTypeConverter",
         "Network|SpecifiedPickupDirectory|PickupDirectoryFromIis"),
    word("deliveryFormat", "SmtpDeliveryFormatTypeConverter", "SevenBit|International"),
};
constexpr ElementSchema network{"network", "SmtpNetworkElement", network_attributes, {}};
constexpr ElementSchema pickup{
    "specifiedPickupDirectory", "SmtpSpecifiedPickupDirectoryElement", pickup_attributes, {}};
constexpr const ElementSchema* smtp_children[] = {&network, &pickup};
constexpr ElementSchema smtp{"smtp", "SmtpSection", smtp_attributes, smtp_children};

// In the order in which the first HttpWebRequest of a process reads them: WebRequest.Create, the
// static parts of HttpWebRequest and ServicePointManager, the default proxy, its service point.
constexpr SectionSchema sections[] = {
    {"system.net/webRequestModules", &web_request_modules, 0},
    {"system.net/settings", &settings, 1},
    {"system.net/requestCaching", &request_caching, 2},
    {"system.net/defaultProxy", &default_proxy, 3},
    {"system.net/connectionManagement", &connection_management, 4},
    {"system.net/authenticationModules", &authentication_modules, 5},
    {"system.net/mailSettings/smtp", &smtp, 6},
};

}  // namespace

std::span<const SectionSchema> section_schemas() { return sections; }

const SectionSchema* find_section_schema(std::string_view key) {
  const auto* at = std::find_if(std::begin(sections), std::end(sections),
                                [&](const SectionSchema& schema) { return schema.key == key; });
  return at == std::end(sections) ? nullptr : at;
}

}  // namespace shirlint::dotnet
