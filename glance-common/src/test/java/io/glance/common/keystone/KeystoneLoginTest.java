package io.glance.common.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.json.JsonMapper;

class KeystoneLoginTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "auth_type=v3password username=u user_domain_name=D password=p project_name=s project_domain_id=e"
            + " | {'identity':{'methods':['password'],'password':{'user':{'name':'u','domain':{'name':'D'},'password':'p'}}},"
            + "'scope':{'project':{'name':'s','domain':{'id':'e'}}}}",
        "auth_type=password user_id=1 password=p project_id=2"
            + " | {'identity':{'methods':['password'],'password':{'user':{'id':'1','password':'p'}}},"
            + "'scope':{'project':{'id':'2'}}}",
        "auth_type=password username=u password=p default_domain_id=x project_name=s"
            + " | {'identity':{'methods':['password'],'password':{'user':{'name':'u','domain':{'id':'x'},'password':'p'}}},"
            + "'scope':{'project':{'name':'s','domain':{'id':'x'}}}}",
        "auth_type=password username=u password=p system_scope=all"
            + " | {'identity':{'methods':['password'],'password':{'user':{'name':'u','domain':{'id':'default'},'password':'p'}}},"
            + "'scope':{'system':{'all':true}}}",
        "auth_type=password user_id=1 password=p domain_name=D"
            + " | {'identity':{'methods':['password'],'password':{'user':{'id':'1','password':'p'}}},"
            + "'scope':{'domain':{'name':'D'}}}",
        "auth_type=password user_id=1 password=p trust_id=t"
            + " | {'identity':{'methods':['password'],'password':{'user':{'id':'1','password':'p'}}},"
            + "'scope':{'OS-TRUST:trust':{'id':'t'}}}",
        "auth_type=v3token token=abc project_id=2"
            + " | {'identity':{'methods':['token'],'token':{'id':'abc'}},'scope':{'project':{'id':'2'}}}",
        "auth_type=v3applicationcredential application_credential_id=i application_credential_secret=s"
            + " | {'identity':{'methods':['application_credential'],'application_credential':{'secret':'s','id':'i'}}}",
        "auth_type=v3applicationcredential application_credential_name=n application_credential_secret=s username=u user_domain_id=d"
            + " | {'identity':{'methods':['application_credential'],'application_credential':{'secret':'s','name':'n',"
            + "'user':{'name':'u','domain':{'id':'d'}}}}}",
        "admin_user=u admin_password=p admin_tenant_name=t identity_uri=http://k:35357/"
            + " | {'identity':{'methods':['password'],'password':{'user':{'name':'u','domain':{'id':'default'},'password':'p'}}},"
            + "'scope':{'project':{'name':'t','domain':{'id':'default'}}}}",
      })
  void theOptionsBecomeALogin(String options, String request) {
    String body = LoginRequest.of(access(options).credentials()).reveal();

    JsonMapper json = JsonMapper.shared();
    assertThat(json.readTree(body).path("auth"))
        .isEqualTo(json.readTree(request.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "admin_user=u admin_password=p identity_uri=http://k:35357/ | http://k:35357/",
        "admin_user=u admin_password=p auth_host=k auth_port=5000 auth_protocol=http | http://k:5000",
        "admin_user=u admin_password=p auth_host=::1 auth_admin_prefix=/identity/ | https://[::1]:35357/identity",
        "auth_type=password user_id=1 password=p | http://keystone/v3",
      })
  void whereToLogInIsInOneOfManyOptions(String options, String url) {
    assertThat(access(options).url()).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth_url=http://k | auth_type is not set",
        "auth_type=v3kerberos | auth_type is v3kerberos, must be one of password",
        "auth_type=password username=u | password is not set",
        "auth_type=password password=p | username is not set",
        "auth_type=token | token is not set",
        "auth_type=v3applicationcredential application_credential_secret=s | application_credential_id is not set",
        "auth_type=password username=u password=p system_scope=some | system_scope is some, must be all",
        "auth_type=password username=u password=p auth_url=keystone:5000 | auth_url is keystone:5000, must be a URL",
        "auth_type=password username=u password=p timeout=0 | timeout is 0, must be at least 1 second",
      })
  void whatDoesNotSayEnoughIsRefused(String options, String message) {
    assertThatThrownBy(() -> access(options)).rootCause().hasMessageStartingWith(message);
  }

  @Test
  void theAccountMayBeInAnotherSection() {
    Map<String, String> options = new HashMap<>();
    options.put("oslo.keystone_authtoken.auth_section", "Our_Login");
    options.put("oslo.our_login.auth_type", "password");
    options.put("oslo.our_login.auth_url", "http://there/v3");
    options.put("oslo.our_login.user_id", "1");
    options.put("oslo.our_login.password", "p");

    KeystoneAccess access =
        KeystoneAccess.of(
            new Binder(new MapConfigurationPropertySource(options)), "keystone_authtoken");

    assertThat(access.url()).hasToString("http://there/v3");
    assertThat(access.toString()).doesNotContain("password=p").contains("***");
  }

  private static KeystoneAccess access(String options) {
    Map<String, String> named = new HashMap<>();
    if (options.contains("auth_type=")) {
      named.put("oslo.section.auth_url", "http://keystone/v3");
    }
    for (String option : options.strip().split(" ", -1)) {
      String[] sides = option.split("=", 2);
      named.put("oslo.section." + sides[0], sides[1]);
    }
    return KeystoneAccess.of(new Binder(new MapConfigurationPropertySource(named)), "section");
  }
}
