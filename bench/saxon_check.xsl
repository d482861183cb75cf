<!-- The Schematron of the benchmark, compiled to XSLT (rules.xsl), over all configs below a folder. -->
<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="rules.xsl"/>
  <xsl:param name="folder"/>
  <xsl:template name="all">
    <all>
      <!-- stable=no: a document may go when it has been looked at -->
      <xsl:for-each select="collection(concat($folder, '?select=*.config;recurse=yes;stable=no'))">
        <xsl:apply-templates select="."/>
      </xsl:for-each>
    </all>
  </xsl:template>
</xsl:stylesheet>
